"""Where the checkout, the server's programs and its files are (answered by tools/setup/where)."""

from __future__ import annotations

import hashlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hera.cli.errors import HeraError

# A socket's path must fit into sockaddr_un (107 characters), with "/.s.PGSQL.5432" at its end.
MAX_SOCKET_DIRECTORY = 88


@dataclass(frozen=True)
class Place:
    """What the set-up scripts know about this machine."""

    root: Path
    home: Path
    bindir: Path
    major: int
    user: str

    @property
    def pg_ctl(self) -> Path:
        """The wrapper that works for root too."""
        return self.root / "tools" / "pg_ctl"

    @property
    def stage(self) -> Path:
        """Prefix under which extensions are installed for the servers of this checkout."""
        return self.home / "pgroot"

    def socket_directory(self, cluster: Path) -> Path:
        """A cluster's private socket directory, moved to /tmp when its path would be too long for a socket."""
        wanted = cluster / "run"
        if len(str(wanted)) <= MAX_SOCKET_DIRECTORY:
            return wanted
        return Path(f"/tmp/hera-{os.getuid()}-{hashlib.sha256(str(wanted).encode()).hexdigest()[:12]}")

    def owner(self, data: Path) -> tuple[int, int]:
        """User and group id of the account that runs the server on a data directory."""
        if data.exists() and data.stat().st_uid != 0:
            status = data.stat()
            return status.st_uid, status.st_gid
        entry = pwd.getpwnam(self.user)
        return entry.pw_uid, entry.pw_gid


@lru_cache(maxsize=1)
def find_place() -> Place:
    """Ask the set-up scripts of this checkout.

    Raises HeraError when there is no checkout (the tool was installed from a wheel) or no PostgreSQL 15 to 18.
    """
    script = Path(__file__).resolve().parents[3] / "tools" / "setup" / "where"
    if not script.is_file():
        raise HeraError(
            "the private server needs a checkout of HERA",
            hint="Name a database with --dsn, DATABASE_URL or the variables of libpq.",
        )
    answer = subprocess.run([script], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if answer.returncode != 0:
        message = answer.stderr.strip().removeprefix("setup: error: ")
        raise HeraError(message or "tools/setup/where failed")
    values = dict(line.split("=", 1) for line in answer.stdout.splitlines())
    return Place(
        Path(values["root"]), Path(values["home"]), Path(values["bindir"]), int(values["major"]), values["user"]
    )
