"""Jobs in pg_cron: the same jobs, by hera.run_job, in the database that pg_cron is installed in."""

from __future__ import annotations

from typing import Any

import psycopg

from hera.cli.errors import HeraError
from hera.cli.output import Rows, fetch

Connection = psycopg.Connection[tuple[Any, ...]]


def _label(database: str, name: str = "") -> str:
    return f"hera {database} {name}"


def find_version(cron: Connection) -> tuple[int, ...]:
    """Version of pg_cron in a database. Raises HeraError where it is not installed."""
    row = cron.execute("SELECT extversion FROM pg_extension WHERE extname = 'pg_cron'").fetchone()
    if row is None:
        raise HeraError(
            f"pg_cron is not installed in database {cron.info.dbname}",
            hint="It is in the database that cron.database_name says: name that with --cron-dsn.",
        )
    # schedule_in_database came with 1.4, schedules in seconds with 1.5.
    version = tuple(int(part) for part in str(row[0]).split("-")[0].split("."))
    if version < (1, 4):
        raise HeraError(f"pg_cron {row[0]} is too old: 1.4 can run jobs in another database")
    return version


def install(connection: Connection, cron: Connection) -> Rows:
    """Put every job that SQL can do into pg_cron, in place of what an earlier call put there; returns all jobs."""
    seconds = find_version(cron) >= (1, 5)
    rows = fetch(connection, "SELECT name, schedule, command FROM hera.cron_jobs(%s)", [seconds])
    database = connection.info.dbname
    found: list[list[Any]] = []
    with cron.transaction():
        remove(cron, database)
        for name, schedule, command in rows.rows:
            if command is None:
                found.append([name, None, "stays with hera run: it is written in Python"])
                continue
            cron.execute(
                "SELECT cron.schedule_in_database(%s, %s, %s, %s)",
                [_label(database, name), schedule, command, database],
            )
            found.append([name, schedule, command])
    return Rows(["name", "schedule", "command"], found)  # type: ignore[arg-type]


def remove(cron: Connection, database: str) -> int:
    """Take the jobs of a database out of pg_cron; returns how many there were."""
    rows = cron.execute(
        "SELECT cron.unschedule(j.jobid) FROM cron.job AS j WHERE starts_with(j.jobname, %s) AND j.database = %s",
        [_label(database), database],
    ).fetchall()
    return len(rows)
