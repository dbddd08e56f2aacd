#!/usr/bin/env python3
"""Write the generated parts of the documentation and tools/hera/errors.py; with --check, only compare them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hera_build import collect, documents
from hera_build.model import BuildError


def main(argv: list[str] | None = None) -> int:
    """Return 0 when everything is as it should be or was written, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="docs.py", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is out of date")
    parser.add_argument("--root", type=Path, default=collect.ROOT, help="the tree (default: this one)")
    arguments = parser.parse_args(argv)
    try:
        made = documents.rendered(arguments.root.resolve())
    except (BuildError, ValueError) as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if arguments.check:
            print(f"docs: {path} is out of date: run python3 tools/build/docs.py", file=sys.stderr)
        else:
            path.write_text(made[path], encoding="utf-8")
            print(f"docs: {path} written")
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
