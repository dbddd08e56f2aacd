"""hera jobs list, run, history, schedule, pause, resume, install and uninstall."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import click

from hera.cli.connection import connect
from hera.cli.errors import FAILED, LOCK_TIMEOUT
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show, tell
from hera.install import Connection


@click.group(
    epilog="""\b
Examples:
  hera jobs list
  hera jobs run refresh_profiles
  hera --output json jobs history refresh_profiles --limit 10
  hera jobs schedule refresh_profiles --period "30 seconds"
  hera jobs pause make_partitions
  hera jobs install --pg-cron --cron-dsn "dbname=postgres"
"""
)
def jobs() -> None:
    """Look at the jobs of hera run, run one by hand, change its schedule, hand them to pg_cron."""


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
    said = f"every {period or 'period of its own'}" if enable else "disabled"
    tell(settings.output, f"{name}: {said}", name=name, enabled=enable, period=period)


@jobs.command()
@click.argument("name")
@click.pass_obj
def pause(settings: Settings, name: str) -> None:
    """Switch a job off until it is resumed; a run that has begun goes on."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.pause_job(%s)", [name])
    tell(settings.output, f"{name}: paused", name=name, enabled=False)


@jobs.command()
@click.argument("name")
@click.pass_obj
def resume(settings: Settings, name: str) -> None:
    """Switch a job on again, with the period that it had."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.pause_job(%s, false)", [name])
    tell(settings.output, f"{name}: resumed", name=name, enabled=True)


@contextmanager
def _both(settings: Settings, cron_dsn: str | None) -> Iterator[tuple[Connection, Connection]]:
    """Connections to the books and to the database of pg_cron, which may be the same."""
    with connect(settings) as connection:
        if cron_dsn is None:
            yield connection, connection
            return
        with connect(Settings(cron_dsn, settings.output)) as cron:
            yield connection, cron


_CRON_DSN = click.option(
    "--cron-dsn", metavar="CONNINFO", help="The database pg_cron is installed in, where it is another one."
)


@jobs.command()
@click.option("--pg-cron", "pg_cron", is_flag=True, required=True, help="Into pg_cron.")
@_CRON_DSN
@click.pass_obj
def install(settings: Settings, pg_cron: bool, cron_dsn: str | None) -> None:
    """Put the jobs into pg_cron; they run as the login that does this, which needs hera_admin.

    Each is looked at on a schedule of its own and done when it is due, so that hera run may run beside it. Jobs in Python
    stay with hera run.
    """
    from hera.jobs.cron import install as install_jobs

    with _both(settings, cron_dsn) as (connection, cron):
        rows = install_jobs(connection, cron)
    show(rows, settings.output)
    progress(f"{sum(1 for row in rows.rows if row[1])} of {len(rows.rows)} jobs are in pg_cron")


@jobs.command()
@click.option("--pg-cron", "pg_cron", is_flag=True, required=True, help="Out of pg_cron.")
@_CRON_DSN
@click.pass_obj
def uninstall(settings: Settings, pg_cron: bool, cron_dsn: str | None) -> None:
    """Take the jobs out of pg_cron."""
    from hera.jobs.cron import find_version, remove

    with _both(settings, cron_dsn) as (connection, cron):
        find_version(cron)
        removed = remove(cron, connection.info.dbname)
    tell(settings.output, f"{removed} jobs taken out of pg_cron", removed=removed)
