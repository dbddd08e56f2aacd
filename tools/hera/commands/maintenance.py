"""hera maintenance plan, run, history, calendar, done, indexes and wraparound."""

from __future__ import annotations

from threading import Event

import click

from hera.cli.connection import connect
from hera.cli.errors import FAILED, NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show, tell


@click.group(
    epilog="""\b
Examples:
  hera maintenance plan
  hera maintenance run                            in the window only
  hera maintenance run --emergency "disk is full"
  hera maintenance calendar
  hera maintenance done "restore test" --note "backup of Sunday, 12 minutes"
"""
)
def maintenance() -> None:
    """Keep tables and indexes well, in a window; the calendar of planned work."""


@maintenance.command()
@click.pass_obj
def plan(settings: Settings) -> None:
    """List what would be done now, and when the window opens."""
    with connect(settings) as connection:
        window = connection.execute("SELECT is_open, opens_at, closes_at FROM hera.maintenance_window()").fetchone()
        show(fetch(connection, "SELECT * FROM hera.maintenance_plan()"), settings.output)
    if window is not None:
        progress(f"the window is open until {window[2]}" if window[0] else f"the window opens at {window[1]}")


@maintenance.command()
@click.option("--emergency", metavar="REASON", help="Run outside the window; the reason goes into the audit trail.")
@click.pass_obj
def run(settings: Settings, emergency: str | None) -> None:
    """Run the plan; exit 1 when a statement failed, 3 when the window is closed."""
    from hera.maintenance.perform import perform

    with connect(settings) as connection:
        done = perform(connection, Event(), progress, emergency)
    tell(
        settings.output, f"{done.statements} statements done, {done.failures} failed", statements=done.statements,
        failures=done.failures, left=done.left, closed=done.closed,
    )  # fmt: skip
    if done.closed:
        raise click.exceptions.Exit(NOT_VERIFIED)
    if done.failures:
        raise click.exceptions.Exit(FAILED)


@maintenance.command()
@click.option("--limit", type=click.IntRange(1, 10000), default=20, show_default=True, help="Statements to show.")
@click.pass_obj
def history(settings: Settings, limit: int) -> None:
    """List what was done, newest first."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.maintenance_history(%s)", [limit]), settings.output)


@maintenance.command()
@click.pass_obj
def calendar(settings: Settings) -> None:
    """List planned work with what is due and overdue."""
    query = "SELECT name, period::text AS period, last_done, due_at, status, command FROM hera.maintenance_calendar()"
    with connect(settings) as connection:
        show(fetch(connection, query), settings.output)


@maintenance.command()
@click.argument("work")
@click.option("--note", help="What was found.")
@click.pass_obj
def done(settings: Settings, work: str, note: str | None) -> None:
    """Say that work of the calendar was done just now."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.record_work(%s, %s)", [work, note])
    tell(settings.output, f"{work}: noted", work=work, note=note)


@maintenance.command()
@click.pass_obj
def indexes(settings: Settings) -> None:
    """List indexes that are invalid, bloated, duplicates of others or not used."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.index_report()"), settings.output)


@maintenance.command()
@click.option("--limit", type=click.IntRange(1, 10000), default=10, show_default=True, help="Tables to show.")
@click.pass_obj
def wraparound(settings: Settings, limit: int) -> None:
    """List the tables whose rows are oldest, and how far the wraparound of transaction ids is."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.wraparound_report(%s)", [limit]), settings.output)
