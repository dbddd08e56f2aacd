"""hera jobs list, run, history and schedule."""

from __future__ import annotations

from threading import Event

import click

from hera.cli.connection import connect
from hera.cli.errors import FAILED, LOCK_TIMEOUT
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show


@click.group(
    epilog="""\b
Examples:
  hera jobs list
  hera jobs run refresh_profiles
  hera --output json jobs history refresh_profiles --limit 10
  hera jobs schedule refresh_profiles --period "30 seconds"
  hera jobs schedule make_partitions --disable
"""
)
def jobs() -> None:
    """Look at the jobs of hera run, run one by hand, change its schedule."""


@jobs.command("list")
@click.pass_obj
def list_jobs(settings: Settings) -> None:
    """List jobs with their period, last run and when they are due."""
    query = """
        SELECT name, period::text AS period, enabled, last_started_at, last_outcome, due_at, overdue, description
        FROM hera.list_jobs()
    """
    with connect(settings) as connection:
        show(fetch(connection, query), settings.output)


@jobs.command()
@click.argument("name")
@click.pass_obj
def run(settings: Settings, name: str) -> None:
    """Run one job now, whoever leads; exit 1 when it fails, 5 when it runs already."""
    from hera.jobs.perform import perform

    with connect(settings) as connection:
        done = perform(connection, name, Event())
    columns = ["name", "run", "outcome", "milliseconds", "result"]
    show(Rows(columns, [[done.name, done.run, done.outcome, done.milliseconds, done.result]]), settings.output)
    if done.outcome == "busy":
        progress(f"{name}: another session runs it")
        raise click.exceptions.Exit(LOCK_TIMEOUT)
    if done.outcome != "done":
        raise click.exceptions.Exit(FAILED)


@jobs.command()
@click.argument("name", required=False)
@click.option("--limit", type=click.IntRange(1, 10000), default=20, show_default=True, help="Runs to show.")
@click.pass_obj
def history(settings: Settings, name: str | None, limit: int) -> None:
    """List runs of one job, or of all, newest first."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.job_history(%s, %s)", [name, limit]), settings.output)


@jobs.command()
@click.argument("name")
@click.option("--period", metavar="INTERVAL", help="Time from one start to the next; the job's own when not given.")
@click.option("--enable/--disable", default=True, help="Whether hera run does it.")
@click.pass_obj
def schedule(settings: Settings, name: str, period: str | None, enable: bool) -> None:
    """Change when hera run does a job."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.schedule_job(%s, %s::interval, %s)", [name, period, enable])
    progress(f"{name}: {'every ' + (period or 'period of its own') if enable else 'disabled'}")
