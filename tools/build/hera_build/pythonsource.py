"""Write the script of the hera_plpython extension."""

from __future__ import annotations

from pathlib import Path


def artifacts(root: Path, version: str) -> dict[str, str]:
    """Return the generated files of hera_plpython by name."""
    return {}
