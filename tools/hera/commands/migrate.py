"""hera migrate: plan, up, status, verify."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED, HeraError
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show
from hera.install import MODES, Installer

Function = Callable[..., Any]


def _run_options(function: Function) -> Function:
    """Options of ``hera migrate`` and ``hera migrate up``."""
    for option in (
        click.option("--dry-run", is_flag=True, help="Show what would be done and change nothing."),
        click.option(
            "--mode",
            type=click.Choice(MODES),
            default="auto",
            show_default=True,
            help="How the functions get into the database.",
        ),
        click.option(
            "--lock-timeout",
            default="5s",
            show_default=True,
            metavar="TIME",
            help="Give up (exit 5) when a lock is not granted in this time.",
        ),
    ):
        function = option(function)
    return function


def _run(settings: Settings, dry_run: bool, mode: str, lock_timeout: str) -> None:
    with connect(settings) as connection:
        rows = Installer(connection, mode=mode, lock_timeout=lock_timeout, say=progress).run(dry_run=dry_run)
    show(rows, settings.output)


@click.group(
    invoke_without_command=True,
    epilog="""\b
Examples:
  hera migrate                      install or update this database
  hera migrate --dry-run            what that would do
  hera migrate plan                 pending migrations and repairs
  hera migrate status --exit-code   exit 3 when something is pending
""",
)
@_run_options
@click.pass_context
def migrate(ctx: click.Context, dry_run: bool, mode: str, lock_timeout: str) -> None:
    """Install HERA in a database and bring its storage up to date.

    As an extension where the server has its files, through pg_tle where that is installed, else as plain SQL. The
    engine is hera.migrate() in the database: SELECT * FROM hera.migrate() does the same.
    """
    if ctx.invoked_subcommand is None:
        _run(ctx.obj, dry_run, mode, lock_timeout)


@migrate.command()
@_run_options
@click.pass_obj
def up(settings: Settings, dry_run: bool, mode: str, lock_timeout: str) -> None:
    """Install or update; what "hera migrate" does without a subcommand."""
    _run(settings, dry_run, mode, lock_timeout)


@migrate.command()
@click.pass_obj
def plan(settings: Settings) -> None:
    """Show what "hera migrate" would do, in order, and change nothing."""
    with connect(settings) as connection:
        installer = Installer(connection, say=progress)
        if installer.installed():
            rows = fetch(connection, "SELECT * FROM hera.migrate(true)")
        else:
            progress("HERA is not installed here: the plan of a new installation")
            rows = installer.run(dry_run=True)
    show(rows, settings.output)


def _require_installation(installer: Installer) -> None:
    if not installer.installed():
        raise HeraError("HERA is not installed in this database", hint="Run: hera migrate", exit_code=NOT_VERIFIED)


@migrate.command()
@click.option("--exit-code", is_flag=True, help="Exit 3 when a migration is pending, changed or unknown.")
@click.pass_obj
def status(settings: Settings, exit_code: bool) -> None:
    """List the migrations: applied, pending, changed after they were applied, or unknown to this version."""
    with connect(settings) as connection:
        _require_installation(Installer(connection))
        rows = fetch(connection, "SELECT version, name, state, applied_at FROM hera.migration_status()")
    show(rows, settings.output)
    if exit_code and any(state != "applied" for state in rows.column("state")):
        raise click.exceptions.Exit(NOT_VERIFIED)


@migrate.command()
@click.pass_obj
def verify(settings: Settings) -> None:
    """Run every migration's verify script and compare functions and bindings with the catalog; exit 3 on drift."""
    with connect(settings) as connection:
        _require_installation(Installer(connection))
        rows = fetch(connection, "SELECT check_name, ok, detail FROM hera.migration_verify()")
    bad = Rows(rows.columns, [row for row in rows.rows if row[1] is not True])
    show(rows if settings.output != "table" or not bad.rows else bad, settings.output)
    progress(
        f"{len(bad.rows)} of {len(rows.rows)} checks failed" if bad.rows else f"all {len(rows.rows)} checks passed"
    )
    if bad.rows:
        raise click.exceptions.Exit(NOT_VERIFIED)
