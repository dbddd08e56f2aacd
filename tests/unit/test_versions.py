"""One version everywhere."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from hera import __version__


def test_versions_agree(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]["version"]
    meta = json.loads((checkout / "META.json").read_text())
    extension = (checkout / "extension" / "VERSION").read_text().strip()
    assert project == __version__
    assert meta["version"] == __version__
    assert {item["version"] for item in meta["provides"].values()} == {__version__}
    assert extension == __version__
