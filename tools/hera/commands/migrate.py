"""hera migrate: plan, up, status, history, baseline, verify."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED, HeraError
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show, show_checks
from hera.install import MODES, Connection, Installer

Function = Callable[..., Any]


def _read_budget(context: click.Context, parameter: click.Parameter, given: str) -> int | None:
    from hera.migrations.plan import read_size

    if given == "none":
        return None
    try:
        return read_size(given)
    except ValueError:
        raise click.BadParameter("give a size such as 64MB, or none") from None


_BUDGET = click.option(
    "--lock-budget",
    "budget",
    default="64MB",
    show_default=True,
    metavar="SIZE",
    callback=_read_budget,
    help="Largest table that may be read whole or written anew while others cannot write to it; none for any.",
)


@dataclass
class Options:
    """What ``hera migrate`` and ``hera migrate up`` are told."""

    dry_run: bool
    mode: str
    lock_timeout: str
    attempts: int
    budget: int | None
    dump: bool
    dump_directory: Path | None
    pg_dump: str | None
    batch: int
    pause: float


def _run_options(function: Function) -> Function:
    """Options of ``hera migrate`` and ``hera migrate up``."""
    for option in (
        click.option("--pause", type=click.FloatRange(0, 60), default=0, help="Seconds between batches of a backfill."),
        click.option(
            "--batch", type=click.IntRange(1, 1_000_000), default=5000, show_default=True, help="Rows of a batch."
        ),
        click.option("--pg-dump", metavar="PROGRAM", help="The pg_dump to use."),
        click.option(
            "--dump-directory",
            type=click.Path(file_okay=False, path_type=Path),
            help="Where dumps go: HERA_DUMP_DIRECTORY, else dumps below HERA_HOME or .hera.",
        ),
        click.option("--dump/--no-dump", default=True, help="Dump books that are there before anything changes."),
        _BUDGET,
        click.option(
            "--attempts", type=click.IntRange(1, 1000), default=5, show_default=True, help="Times to ask for a lock."
        ),
        click.option(
            "--lock-timeout",
            default="5s",
            show_default=True,
            metavar="TIME",
            help="Give an attempt up when a lock is not granted in this time; exit 5 after the last.",
        ),
        click.option(
            "--mode",
            type=click.Choice(MODES),
            default="auto",
            show_default=True,
            help="How the functions get into the database.",
        ),
        click.option(
            "--dry-run", is_flag=True, help="Do it in a transaction, roll it back, and report locks and times."
        ),
    ):
        function = option(function)
    return function


def _run(settings: Settings, options: Options) -> None:
    with connect(settings) as connection:
        installer = Installer(
            connection, mode=options.mode, lock_timeout=options.lock_timeout, attempts=options.attempts,
            batch=options.batch, pause=options.pause, say=progress,
        )  # fmt: skip
        if options.dry_run:
            show(installer.rehearse(), settings.output)
            return
        if installer.installed():
            _prepare(connection, installer, options)
        rows = installer.run()
    show(rows, settings.output)


def _prepare(connection: Connection, installer: Installer, options: Options) -> None:
    """Refuse what is over the budget; dump the books when storage or functions are about to change."""
    from hera.migrations.dump import dump, has_data
    from hera.migrations.plan import Plan, over

    migrations, bindings = installer.pending()
    rows = Plan(connection, options.budget).rows(migrations, bindings)
    if refused := over(rows):
        raise HeraError(
            "over the lock budget: " + "; ".join(refused),
            hint="Split the change (docs/migrations.md, Expand and contract), or raise --lock-budget.",
            exit_code=NOT_VERIFIED,
        )
    if options.dump and (migrations or installer.outdated()) and has_data(connection):
        progress(f"dump: {dump(connection, _dump_directory(options.dump_directory), options.pg_dump)}")


def _dump_directory(given: Path | None) -> Path:
    if given is not None:
        return given
    if named := os.environ.get("HERA_DUMP_DIRECTORY"):
        return Path(named)
    return Path(os.environ.get("HERA_HOME") or ".hera") / "dumps"


@click.group(
    invoke_without_command=True,
    epilog="""\b
Examples:
  hera migrate                      install or update this database
  hera migrate plan                 locks, sizes and who is in the way; exit 3 when over --lock-budget
  hera migrate --dry-run            run it, roll it back, report locks and times
  hera migrate status --exit-code   exit 3 when something is pending
  hera migrate history              what was applied, by whom and when
""",
)
@_run_options
@click.pass_context
def migrate(ctx: click.Context, /, **options: Any) -> None:
    """Install HERA in a database and bring its storage up to date.

    As an extension where the server has its files, through pg_tle where that is installed, else as plain SQL. The
    engine is hera.migrate() in the database: SELECT * FROM hera.migrate() does the same, but for migrations that run
    outside a transaction.
    """
    if ctx.invoked_subcommand is None:
        _run(ctx.obj, Options(**options))


@migrate.command()
@_run_options
@click.pass_obj
def up(settings: Settings, /, **options: Any) -> None:
    """Install or update; what "hera migrate" does without a subcommand."""
    _run(settings, Options(**options))


@migrate.command()
@_BUDGET
@click.pass_obj
def plan(settings: Settings, budget: int | None) -> None:
    """Show what "hera migrate" would do, statement by statement, and change nothing.

    For each the lock that it takes, whether it reads the table whole or writes it anew, the size of the table and the
    sessions that are in the way now. Exit 3 when something is over the budget.
    """
    from hera.migrations.plan import Plan, over

    with connect(settings) as connection:
        installer = Installer(connection, say=progress)
        if not installer.installed():
            progress("HERA is not installed here: the plan of a new installation")
            show(installer.run(dry_run=True), settings.output)
            return
        rows = Plan(connection, budget).rows(*installer.pending())
    show(rows, settings.output)
    if refused := over(rows):
        progress("\n".join(f"over the lock budget: {line}" for line in refused))
        raise click.exceptions.Exit(NOT_VERIFIED)


def _require_installation(installer: Installer) -> None:
    if not installer.installed():
        raise HeraError("HERA is not installed in this database", hint="Run: hera migrate", exit_code=NOT_VERIFIED)


@migrate.command()
@click.option("--exit-code", is_flag=True, help="Exit 3 when a migration is pending, waiting, changed or unknown.")
@click.pass_obj
def status(settings: Settings, exit_code: bool) -> None:
    """List the migrations: applied, pending, waiting to run outside a transaction, changed, or unknown here."""
    with connect(settings) as connection:
        _require_installation(Installer(connection))
        rows = fetch(connection, "SELECT version, name, state, applied_at FROM hera.migration_status()")
    show(rows, settings.output)
    if exit_code and any(state != "applied" for state in rows.column("state")):
        raise click.exceptions.Exit(NOT_VERIFIED)


@migrate.command()
@click.pass_obj
def history(settings: Settings) -> None:
    """List what was applied: when, by whom, by which version, how long it took, and its checksum."""
    with connect(settings) as connection:
        _require_installation(Installer(connection))
        rows = fetch(
            connection,
            "SELECT version, name, applied_at, applied_by, bundle_version, duration::text AS duration, sha256"
            " FROM hera.migration_history()",
        )
    show(rows, settings.output)


@migrate.command()
@click.argument("version", type=click.IntRange(1))
@click.pass_obj
def baseline(settings: Settings, version: int) -> None:
    """Adopt tables that are there: record the migrations up to VERSION without running them.

    Each is recorded only when the verify scripts of all of them pass; exit 3 otherwise. Run "hera migrate verify"
    afterwards: it compares the rest.
    """
    with connect(settings) as connection:
        _require_installation(Installer(connection))
        rows = fetch(connection, "SELECT * FROM hera.baseline_migrations(%s)", [version])
    bad = [row for row in rows.rows if row[2] is not True]
    show(Rows(rows.columns, bad) if bad else rows, settings.output)
    progress(f"{len(bad)} of {len(rows.rows)} do not fit" if bad else f"{len(rows.rows)} migrations recorded")
    if bad:
        raise click.exceptions.Exit(NOT_VERIFIED)


@migrate.command()
@click.pass_obj
def verify(settings: Settings) -> None:
    """Run every migration's verify script and compare functions and bindings with the catalog; exit 3 on drift."""
    with connect(settings) as connection:
        _require_installation(Installer(connection))
        rows = fetch(connection, "SELECT check_name, ok, detail FROM hera.migration_verify()")
    bad = Rows(rows.columns, [row for row in rows.rows if row[1] is not True])
    show_checks(
        rows if settings.output != "table" or not bad.rows else bad, settings.output, "docs/migrations.md#drift"
    )
    progress(
        f"{len(bad.rows)} of {len(rows.rows)} checks failed" if bad.rows else f"all {len(rows.rows)} checks passed"
    )
    if bad.rows:
        raise click.exceptions.Exit(NOT_VERIFIED)
