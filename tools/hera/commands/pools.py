"""hera pools."""

from __future__ import annotations

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show


@click.group(
    epilog="""\b
Examples:
  hera pools list
  hera pools apply --dry-run
  hera pools apply
"""
)
def pools() -> None:
    """Look at the pools of connections and put their roles right."""


@pools.command("list")
@click.pass_obj
def list_pools(settings: Settings) -> None:
    """List pools with their limits; exit 3 when a role is not as it must be."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.list_pools()"), settings.output)
        if wrong := fetch(connection, "SELECT pool, finding FROM hera.pool_statements()").rows:
            for pool, finding in wrong:
                progress(f"{pool}: {finding}")
            raise click.exceptions.Exit(NOT_VERIFIED)


@pools.command()
@click.option("--dry-run", is_flag=True, help="Print what would be run.")
@click.pass_obj
def apply(settings: Settings, dry_run: bool) -> None:
    """Make the roles of pools and set their limits and timeouts; needs a superuser or a role with CREATEROLE."""
    with connect(settings) as connection, connection.transaction():
        rows = fetch(connection, "SELECT * FROM hera.pool_statements()")
        for _, _, statement in [] if dry_run else rows.rows:
            connection.execute(str(statement).encode())
    show(rows, settings.output)
