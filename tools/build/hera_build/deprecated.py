"""Old signatures that stay beside the new for one release: files of sql/deprecated."""

from __future__ import annotations

import re

from .model import BuildError, Bundle

FOLDER = "deprecated"
_COMMENT = re.compile(
    r"^COMMENT ON FUNCTION .*?\sIS\s+'Deprecated since (?P<since>\d+(?:\.\d+)*), gone in (?P<gone>\d+(?:\.\d+)*): \S",
    re.M | re.S,
)


def _key(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def check(bundle: Bundle) -> None:
    """Raise when one does not say since when and until when it is there, has no successor, or has had its time."""
    current = {item.qualified for item in bundle.routines if item.path.parts[-3] != FOLDER}
    for item in bundle.routines:
        if item.path.parts[-3] != FOLDER:
            continue
        said = _COMMENT.search(item.text)
        if said is None:
            raise BuildError(
                f"{item.path}: the comment must begin with 'Deprecated since X, gone in Y: ' and what to call"
            )
        if item.qualified not in current:
            raise BuildError(f"{item.path}: there is no other {item.qualified} that takes its place")
        if _key(bundle.version) >= _key(said["gone"]):
            raise BuildError(f"{item.path}: gone in {said['gone']}; delete it and list it in sql/packaging/retired.sql")
