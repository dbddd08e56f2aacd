"""A dump before an upgrade."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from hera.backup import programs
from hera.cli.errors import HeraError

Connection = psycopg.Connection[tuple[Any, ...]]
_DECLINE = "Name one of this version with --pg-dump, or go on without a dump: --no-dump."


def has_data(connection: Connection) -> bool:
    """Whether there is anything to lose."""
    row = connection.execute("SELECT to_regclass('hera.core_organizations') IS NOT NULL").fetchone()
    if row != (True,):
        return False
    return connection.execute("SELECT FROM hera.core_organizations LIMIT 1").fetchone() is not None


def dump(connection: Connection, directory: Path, program: str | None = None) -> Path:
    """Write the schemas of HERA to a new file of the directory, which pg_restore reads. Raises HeraError, and no file is
    left then."""
    try:
        pg_dump = programs.program("pg_dump", connection.info.server_version, program)
    except HeraError as error:
        raise HeraError(str(error), hint=_DECLINE) from error
    directory.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W", "_", connection.info.dbname)
    target = directory / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S}.dump"
    row = connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    # Row security is forced on the owner too, whose policy shows every row: without the switch pg_dump refuses.
    role = [] if row == (True,) else ["--role=hera_owner", "--enable-row-security"]
    command = [
        pg_dump,
        "--format=custom",
        "--schema=hera*",
        *role,
        f"--file={target}",
    ]
    variables = programs.environment(connection)
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=variables, stdin=subprocess.DEVNULL, umask=0o077
    )
    if done.returncode != 0:
        target.unlink(missing_ok=True)
        raise HeraError(f"the dump failed: {done.stderr.strip()}", hint=_DECLINE)
    return target
