"""The generated SQL that travels with the tool."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from hera import __version__
from hera.cli.errors import HeraError


def script(name: str) -> str:
    """Text of a generated script, without psql's commands.

    A checkout's own build goes before the copy inside the package. Raises HeraError when neither has it.
    """
    package = Path(__file__).resolve().parent
    for place in (package.parents[1] / "extension" / "build", package / "data"):
        path = place / name
        if path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            return "".join(line for line in lines if not line.startswith("\\"))
    raise HeraError(
        f"{name} is not part of this installation of the tool", hint='In a checkout, run "make build" first.'
    )


_ROUTINE = re.compile(
    r"^CREATE (?:OR REPLACE )?FUNCTION (?P<name>\w+\.\w+)\s*\(.*?^\s*AS (?P<quote>\$\w*\$)(?P<body>.*?)(?P=quote)",
    re.M | re.S,
)


def bodies() -> dict[str, set[str]]:
    """MD5 of the bodies of every function of the bundle, by qualified name."""
    found: dict[str, set[str]] = {}
    for routine in _ROUTINE.finditer(script(f"hera--{__version__}.sql")):
        digest = hashlib.md5(routine["body"].encode(), usedforsecurity=False).hexdigest()
        found.setdefault(routine["name"], set()).add(digest)
    return found


def migrations() -> str:
    """The query that gives the migrations of the bundle: version, name, body, verify script and checksum."""
    for routine in _ROUTINE.finditer(script(f"hera--{__version__}.sql")):
        if routine["name"] == "hera_internal.migration_source":
            return routine["body"]
    raise HeraError("the bundle has no migrations")
