"""The command line of the build."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import collect, deprecated, pythonsource, release, scripts
from .model import BuildError, Bundle, read


def control(template: Path, version: str) -> str:
    """Fill a control file."""
    return template.read_text(encoding="utf-8").replace("@version@", version)


def fragments(root: Path) -> dict[str, str]:
    """Read the pieces that only some scripts hold."""
    return {p.stem: read(p) for p in sorted((root / "tools/build/fragments").glob("*.sql"))}


def artifacts(root: Path, bundle: Bundle) -> dict[str, str]:
    """Return every generated file by name."""
    pieces = fragments(root)
    version = bundle.version
    files = {
        f"hera--{version}.sql": scripts.install(bundle),
        "hera.control": control(root / "extension/hera.control.in", version),
        "hera-plain.sql": scripts.plain(bundle, pieces),
        "hera--unpackaged.sql": scripts.empty_version(),
        f"hera--unpackaged--{version}.sql": scripts.adopt(bundle, pieces),
    }
    for old in release.released_versions(root):
        files[f"hera--{old}.sql"] = release.released_script(root, old)
        if old != version:
            files[f"hera--{old}--{version}.sql"] = scripts.upgrade(bundle, pieces)
    # A released version is what was frozen, not what the tree would make of it today.
    files.update(pythonsource.artifacts(root, version))
    return files


def write(folder: Path, files: dict[str, str]) -> None:
    """Write what changed and remove what is no longer made."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.is_file() and path.name not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Build, check or release; 0 when done, 1 when a source is wrong."""
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__)
    parser.add_argument("--check", action="store_true", help="check the sources and frozen files, write nothing")
    parser.add_argument("--release", action="store_true", help="freeze this version: script, migrations, signatures")
    parser.add_argument("--root", type=Path, default=collect.ROOT, help="the tree to build (default: this one)")
    parser.add_argument("--output", type=Path, help="where to write (default: extension/build)")
    arguments = parser.parse_args(argv)
    root = arguments.root.resolve()
    try:
        bundle = collect.bundle(root)
        deprecated.check(bundle)
        release.check(root, bundle)
        if arguments.release:
            release.freeze(root, bundle)
        files = artifacts(root, bundle)
    except (BuildError, ValueError) as error:
        print(f"build: {error}", file=sys.stderr)
        return 1
    if not arguments.check:
        folder = arguments.output or root / "extension" / "build"
        write(folder, files)
        print(f"{len(files)} files in {folder}")
    return 0
