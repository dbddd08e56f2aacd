"""Freeze a version and keep what is frozen as it is."""

from __future__ import annotations

import json
from pathlib import Path

from . import pythonsource, scripts, signatures
from .generated import all_routines
from .model import BuildError, Bundle


def checksums(root: Path) -> dict[str, str]:
    """Read the frozen migrations: file name to SHA-256."""
    path = root / "migrations" / "CHECKSUMS"
    if not path.exists():
        return {}
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {name.strip(): digest.strip() for digest, name in rows}


def version_key(version: str) -> tuple[int, ...]:
    """Order versions by their numbers."""
    return tuple(int(part) for part in version.split("."))


def released_versions(root: Path) -> list[str]:
    """Return the released versions, oldest first."""
    found = [p.stem.removeprefix("hera--") for p in (root / "extension/released").glob("hera--*.sql")]
    return sorted(found, key=version_key)


def released_script(root: Path, version: str) -> str:
    """Return a frozen install script."""
    return (root / "extension/released" / f"hera--{version}.sql").read_text(encoding="utf-8")


def _signature_file(root: Path, version: str) -> Path:
    return root / "extension/released" / f"hera--{version}.signatures.json"


def check(root: Path, bundle: Bundle) -> None:
    """Raise when a frozen file changed or a signature changed without being listed."""
    present = {f"{m.label}.sql": m.digest for m in bundle.migrations}
    for name, digest in checksums(root).items():
        if name not in present:
            raise BuildError(f"migrations/{name} is frozen and missing")
        if present[name] != digest:
            raise BuildError(f"migrations/{name} is frozen and was changed; write a new migration")
    versions = released_versions(root)
    if not versions:
        return
    last = versions[-1]
    if version_key(last) > version_key(bundle.version):
        raise BuildError(f"extension/VERSION says {bundle.version}, but {last} is released")
    if last == bundle.version and released_script(root, last) != scripts.install(bundle):
        raise BuildError(f"version {last} is released and the sources changed; raise extension/VERSION")
    if last == bundle.version:
        frozen = root / "extension/released" / f"hera_plpython--{last}.sql"
        if frozen.read_text(encoding="utf-8") != pythonsource.script(root, replace=False):
            raise BuildError(f"version {last} is released and python_udfs changed; raise extension/VERSION")
    old = json.loads(_signature_file(root, last).read_text(encoding="utf-8"))
    faults = signatures.unlisted(
        old, signatures.snapshot(all_routines(bundle)), scripts.retired_signatures(bundle.retired)
    )
    if faults:
        raise BuildError("not listed in sql/packaging/retired.sql: " + "; ".join(faults))


def freeze(root: Path, bundle: Bundle) -> None:
    """Keep the install script, the signatures and the checksums of this version for ever."""
    if bundle.version in released_versions(root):
        raise BuildError(f"version {bundle.version} is released already")
    folder = root / "extension" / "released"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"hera--{bundle.version}.sql").write_text(scripts.install(bundle), encoding="utf-8")
    python = pythonsource.script(root, replace=False)
    (folder / f"hera_plpython--{bundle.version}.sql").write_text(python, encoding="utf-8")
    text = json.dumps(signatures.snapshot(all_routines(bundle)), indent=1) + "\n"
    _signature_file(root, bundle.version).write_text(text, encoding="utf-8")
    lines = [f"{m.digest}  {m.label}.sql\n" for m in bundle.migrations]
    (root / "migrations" / "CHECKSUMS").write_text("".join(lines), encoding="utf-8")
