"""The generated SQL that travels with the tool."""

from __future__ import annotations

from pathlib import Path

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
