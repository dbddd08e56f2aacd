"""The session's cluster and the databases cut from one migrated template.

pytest-postgresql is not used: it listens on TCP, keeps its data below pytest's own 0700 directory where the server's
account cannot go, and cannot clone a template with STRATEGY file_copy (20 ms instead of 43). ``hera.server.Cluster`` is
what ``hera up`` uses, so the tests exercise the same code.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from hera.install import Installer
from hera.server.cluster import Cluster
from hera.server.place import Place
from support.scratch import remove_abandoned, scratch_directory

Connection = psycopg.Connection[tuple[Any, ...]]

TEMPLATE = "hera_template"
SHARED = "hera_shared"
TOOLS_SCHEMA = "tap"

# Nothing here survives a crash on purpose; durability has clusters of its own (tests/faults).
FAST_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "250",
    "shared_buffers": "256MB",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "max_prepared_transactions": "10",
    "wal_level": "logical",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "deadlock_timeout": "200ms",
}


def has_plpgsql_check(place: Place) -> bool:
    """Whether the server's distribution brings plpgsql_check (checks of bodies, coverage)."""
    import subprocess

    program = os.environ.get("PG_CONFIG") or str(place.bindir / "pg_config")
    library = subprocess.run([program, "--pkglibdir"], capture_output=True, text=True, check=True).stdout.strip()
    return (Path(library) / "plpgsql_check.so").exists()


def session_cluster(place: Place, name: str, profile: bool) -> Cluster:
    """A started, throw-away cluster."""
    settings = dict(FAST_SETTINGS)
    if profile:
        settings["shared_preload_libraries"] = "plpgsql_check"
        settings["plpgsql_check.profiler"] = "on"
        settings["plpgsql_check.profiler_max_shared_chunks"] = "50000"
    remove_abandoned()
    cluster = Cluster(place, scratch_directory(name), settings)
    cluster.init()
    cluster.start()
    return cluster


def create_template(cluster: Cluster) -> None:
    """Make the template: HERA installed and migrated by the tool's own code, with the testing extensions beside it."""
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    with psycopg.connect(cluster.dsn(TEMPLATE), autocommit=True) as connection:
        Installer(connection).run(with_plpython=True)
        schema = sql.Identifier(TOOLS_SCHEMA)
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO PUBLIC").format(schema))
        for extension in ("pgtap", "plpgsql_check"):
            found = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = %s", [extension])
            if found.fetchone():
                connection.execute(sql.SQL("CREATE EXTENSION {} SCHEMA {}").format(sql.Identifier(extension), schema))


@dataclass
class Database:
    """One database of the cluster, for tests that commit, race or reconnect."""

    cluster: Cluster
    name: str

    @property
    def dsn(self) -> str:
        """Connection string of the administrator."""
        return self.cluster.dsn(self.name)

    def connect(self, user: str = "postgres", *, autocommit: bool = True, **options: Any) -> Connection:
        """A new connection, as the administrator or as a login."""
        return psycopg.connect(self.cluster.dsn(self.name, user), autocommit=autocommit, **options)


_numbers = itertools.count(1)


def create_database(cluster: Cluster, template: str) -> Database:
    """Copy a template; with ``template0`` the database is empty."""
    database = Database(cluster, f"t{os.getpid()}_{next(_numbers)}")
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(database.name), sql.Identifier(template)
            )
        )
    return database


def drop_database(database: Database) -> None:
    """Drop it, whoever is still connected."""
    with psycopg.connect(database.cluster.dsn("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database.name)))


@contextmanager
def session_user(connection: Connection, name: str) -> Iterator[Connection]:
    """Be another login inside a savepoint of an administrator's transaction."""
    with connection.transaction():
        connection.execute(sql.SQL("SET LOCAL SESSION AUTHORIZATION {}").format(sql.Identifier(name)))
        yield connection
        # A released savepoint keeps a SET LOCAL; an aborted one undoes it by itself.
        connection.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT")
