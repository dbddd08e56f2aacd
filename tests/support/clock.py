"""The clock of a server, moved by libfaketime."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hera.server.place import Place


class Clock:
    """The offset that libfaketime reads from a file at every call."""

    def __init__(self, library: Path, file: Path) -> None:
        self.file = file
        self.offset = 0
        self.environment = {
            "HERA_SERVER_ENV": f"LD_PRELOAD={library} FAKETIME_TIMESTAMP_FILE={file} FAKETIME_NO_CACHE=1"
            " FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_DONT_RESET=1"
        }
        self.set(0)

    def set(self, offset: int) -> None:
        """Seconds from now on that the server is ahead."""
        self.offset = offset
        self.file.write_text(f"{offset:+d}s\n", encoding="ascii")
        self.file.chmod(0o644)

    def go_to(self, moment: datetime) -> None:
        """It is this moment, of UTC, for the server."""
        self.set(round((moment.replace(tzinfo=UTC) - datetime.now(UTC)).total_seconds()))


def find_clock(place: Place, name: str = "clock") -> Clock:
    """A clock that can jump, where libfaketime is installed."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    if not found:
        pytest.skip("libfaketime is not installed (apt-get install libfaketime)")
    directory = place.home / "test"
    directory.mkdir(parents=True, exist_ok=True)
    return Clock(found[0], directory / name)
