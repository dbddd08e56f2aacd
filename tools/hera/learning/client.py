"""A connection of the driver as training wants a connection."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from hera.cli.errors import HeraError
from hera_udfs.errors import TrainingError
from hera_udfs.linear import libraries

ROWS_AT_ONCE = 1_000
DISTRIBUTION = Path("/usr/lib/python3/dist-packages")


class Client:
    """Calls functions of the schema hera on a connection that is inside a transaction."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self.connection = connection

    def call(self, function: str, types: Sequence[str], arguments: Sequence[Any]) -> Iterator[Sequence[Any]]:
        """Rows of a function, fetched in portions."""
        query = sql.SQL("SELECT * FROM hera.{}({})").format(
            sql.Identifier(function), sql.SQL(", ").join(sql.SQL(f"%s::{kind}") for kind in types)
        )
        with self.connection.cursor(name="hera_train") as cursor:
            cursor.itersize = ROWS_AT_ONCE
            yield from cursor.execute(query, arguments)


def find_libraries(distribution: Path = DISTRIBUTION) -> None:
    """Make scikit-learn importable: this environment's own, else the distribution's when it is of this Python."""
    tag = f"cpython-{sys.version_info.major}{sys.version_info.minor}"
    try:
        libraries()
        return
    except TrainingError as missing:
        # At the end of the path, so that it gives only what this environment does not have.
        if str(distribution) not in sys.path and any(distribution.glob(f"sklearn/__check_build/*{tag}*")):
            sys.path.append(str(distribution))
            find_libraries(distribution)
            return
        raise HeraError(str(missing), hint=missing.hint) from None
