"""A dump before an upgrade."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from hera.cli.errors import HeraError

Connection = psycopg.Connection[tuple[Any, ...]]
_PARAMETERS = frozenset(
    "host hostaddr port dbname user passfile sslmode sslrootcert sslcert sslkey sslcrl krbsrvname".split()
)
_DECLINE = "Name one of this version with --pg-dump, or go on without a dump: --no-dump."


def has_data(connection: Connection) -> bool:
    """Whether there is anything to lose."""
    row = connection.execute("SELECT to_regclass('hera.core_organizations') IS NOT NULL").fetchone()
    if row != (True,):
        return False
    return connection.execute("SELECT FROM hera.core_organizations LIMIT 1").fetchone() is not None


def find_program(given: str | None, major: int) -> str:
    """A pg_dump that is not older than the server; a dump by an older one is refused by itself, too late."""
    program = given or shutil.which("pg_dump")
    if program is None:
        from hera.server.place import find_place

        beside = find_place().bindir / "pg_dump"
        program = str(beside) if beside.exists() else None
    if program is None:
        raise HeraError("there is no pg_dump here", hint=_DECLINE)
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise HeraError(f"{program} cannot be run: {error}", hint=_DECLINE) from error
    found = re.search(r"(\d+)[.\w]*(?: |$)", said)
    if found is None or int(found[1]) < major:
        raise HeraError(f"{program} is older than the server: {said.strip()}", hint=_DECLINE)
    return program


def _conninfo(connection: Connection) -> str:
    """How to reach the same database, in words that every libpq knows; psycopg's own may be newer than pg_dump's."""
    return make_conninfo(**{key: text for key, text in connection.info.get_parameters().items() if key in _PARAMETERS})


def dump(connection: Connection, directory: Path, program: str | None = None) -> Path:
    """Write the schemas of HERA to a new file of the directory, which pg_restore reads. Raises HeraError, and no file is
    left then."""
    program = find_program(program, connection.info.server_version // 10000)
    directory.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W", "_", connection.info.dbname)
    target = directory / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S}.dump"
    row = connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    # Row security is forced on the owner too, whose policy shows every row: without the switch pg_dump refuses.
    role = [] if row == (True,) else ["--role=hera_owner", "--enable-row-security"]
    command = [
        program,
        "--format=custom",
        "--schema=hera*",
        *role,
        f"--file={target}",
        f"--dbname={_conninfo(connection)}",
    ]
    # Arguments of a process can be read by everybody, so the password is not among them.
    environment = os.environ | ({"PGPASSWORD": connection.info.password} if connection.info.password else {})
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL, umask=0o077
    )
    if done.returncode != 0:
        target.unlink(missing_ok=True)
        raise HeraError(f"the dump failed: {done.stderr.strip()}", hint=_DECLINE)
    return target
