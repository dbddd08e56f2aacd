"""hera up, down, dsn and psql."""

from __future__ import annotations

import os
import shutil
import sys

import click
import psycopg
from psycopg import sql

from hera.cli.connection import conninfo
from hera.cli.errors import HeraError
from hera.cli.main import Settings
from hera.cli.output import progress, tell
from hera.install import Installer
from hera.server.cluster import Cluster
from hera.server.place import find_place
from hera.server.private import private_server

DATABASE = "hera"


def _server() -> Cluster:
    server = private_server()
    assert server is not None
    return server


def start_server(server: Cluster) -> None:
    """Create the cluster when there is none and start it when it does not run."""
    if not server.exists():
        progress(f"creating the data directory {server.data}")
        server.init()
    if server.running():
        progress(f"server on {server.socket}: already running")
    else:
        server.start()
        progress(f"server on {server.socket}: started")


def ensure_database(server: Cluster) -> None:
    """Create the database and the extensions the server has beside HERA itself."""
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            progress(f"database {DATABASE}: created")


@click.command(
    epilog="""\b
Examples:
  hera up                 start, install, migrate; again: say what is reused
  psql "$(hera dsn)"      connect as its administrator
"""
)
@click.option("--bare", is_flag=True, help="Only start the server and make the database; do not install HERA.")
@click.pass_obj
def up(settings: Settings, bare: bool) -> None:
    """Start the private server of this checkout and install HERA in it.

    The server runs as an ordinary account (postgres when root calls), listens on a socket only its owner and root can
    reach, and keeps its files under .hera/ (or HERA_HOME).
    """
    server = _server()
    start_server(server)
    ensure_database(server)
    if not bare:
        with psycopg.connect(server.dsn(DATABASE), autocommit=True) as connection:
            Installer(connection, say=progress).run(with_plpython=True)
    tell(settings.output, "", state="running", dsn=server.dsn(DATABASE), installed=not bare)


@click.command()
@click.option("--remove", is_flag=True, help="Also delete its data directory.")
@click.pass_obj
def down(settings: Settings, remove: bool) -> None:
    """Stop the private server of this checkout."""
    server = _server()
    if server.running():
        server.stop()
        progress("server: stopped")
    else:
        progress("server: not running")
    if remove:
        server.remove()
        progress(f"{server.data}: removed")
    tell(settings.output, "", state="removed" if remove else "stopped")


@click.command()
@click.option("--user", default="postgres", show_default=True, help="Role to connect as.")
@click.option("--database", default=DATABASE, show_default=True, help="Database to connect to.")
@click.pass_obj
def dsn(settings: Settings, user: str, database: str) -> None:
    """Print a connection string of the private server, for psql or any driver."""
    server = _server()
    if not server.running():
        raise HeraError("the private server does not run", hint="Start it with: hera up", exit_code=4)
    if settings.output == "table":
        click.echo(server.dsn(database, user))
    else:
        tell(settings.output, "", dsn=server.dsn(database, user))


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PSQL_ARGUMENTS]...")
@click.pass_obj
def psql(settings: Settings, arguments: tuple[str, ...]) -> None:
    """Open psql on HERA's database; what follows goes to psql, for example: hera psql -c '\\dt hera.*'"""
    program = shutil.which("psql")
    if program is None:
        program = str(find_place().bindir / "psql")
        if not os.access(program, os.X_OK):
            raise HeraError("psql was not found", hint="Install postgresql-client.")
    sys.stdout.flush()
    os.execv(program, [program, "-d", conninfo(settings), *arguments])
