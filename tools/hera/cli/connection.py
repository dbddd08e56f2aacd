"""Which database a command works on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import psycopg

from hera.server.private import private_server

if TYPE_CHECKING:
    from hera.cli.main import Settings

_LIBPQ_VARIABLES = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGDATABASE", "PGUSER")


def conninfo(settings: Settings) -> str:
    """The connection string in force, in the order the help of the command line gives."""
    if settings.dsn:
        return settings.dsn
    if url := os.environ.get("DATABASE_URL"):
        return url
    if any(os.environ.get(name) for name in _LIBPQ_VARIABLES):
        return ""
    server = private_server(required=False)
    if server is not None and server.running():
        return server.dsn("hera")
    return ""


def connect(settings: Settings, **options: Any) -> psycopg.Connection[tuple[Any, ...]]:
    """Connect in autocommit mode; transactions are opened where they are needed."""
    return psycopg.connect(conninfo(settings), autocommit=True, fallback_application_name="hera", **options)
