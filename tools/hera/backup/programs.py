"""PostgreSQL's own programs, with the connection in their environment: command lines are seen by everybody."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import psycopg

from hera.cli.errors import HeraError
from hera.server.place import find_place

# Parameters of a connection and the variables by which libpq takes them.
_VARIABLES = {
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE", "sslcrl": "PGSSLCRL", "krbsrvname": "PGKRBSRVNAME",
}  # fmt: skip


def program(name: str, server_version: int, given: str | None = None) -> str:
    """The path of a program of PostgreSQL that is not older than the server, which older ones refuse.

    Raises HeraError when there is none.
    """
    major = server_version // 10000
    path = given or _beside(name, major) or shutil.which(name)
    if path is None:
        raise HeraError(f"{name} was not found", hint=f"Install postgresql-client-{major} or newer.")
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise HeraError(f"{path} cannot be run: {error}") from error
    found = re.search(r"(\d+)[.\w]*(?: |$)", said)
    if found is None or int(found[1]) < major:
        raise HeraError(f"{path} is older than the server: {said.strip()}", hint=f"Install postgresql-client-{major}.")
    return path


def _beside(name: str, major: int) -> str | None:
    """A program of the checkout's PostgreSQL, or of Debian's packages, that is of this major or newer."""
    places = [Path(f"/usr/lib/postgresql/{found}/bin/{name}") for found in range(major, 19)]
    try:
        place = find_place()
        if place.major >= major:
            places.insert(0, place.bindir / name)
    except HeraError:
        pass
    return next((str(path) for path in places if os.access(path, os.X_OK)), None)


def environment(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """The variables by which a program reaches the database of a connection; without what only a session of ours wants."""
    parameters = connection.info.get_parameters()
    variables = {name: str(parameters[key]) for key, name in _VARIABLES.items() if parameters.get(key)}
    if connection.info.password:
        variables["PGPASSWORD"] = connection.info.password
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, **variables, "PGAPPNAME": "hera"}


def run(command: Sequence[str], variables: dict[str, str], output: IO[bytes] | None = None) -> None:
    """Run a program to its end.

    Raises HeraError with what it said when it fails.
    """
    done = subprocess.run(
        command, env=variables, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE, check=False
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-3:]
        raise HeraError(f"{Path(command[0]).name} failed: {' '.join(said)}")
