"""hera morning and hera doctor."""

from __future__ import annotations

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show

SUBJECTS = ["latency", "classification", "connections", "locks", "security", "cis"]
MORNING = "section, check_name, state, value::float8, unit, threshold::float8, detail, runbook"
STATES = ("critical", "warning", "unknown")


def conclude(rows: Rows) -> None:
    """Say what was found, and exit 3 when anything is critical or a warning."""
    states = rows.column("state")
    progress(", ".join(f"{states.count(state)} {state}" for state in STATES))
    if "critical" in states or "warning" in states:
        raise click.exceptions.Exit(NOT_VERIFIED)


@click.command(
    epilog="""\b
Examples:
  hera morning
  hera --output json morning | jq '.[] | select(.state != "ok")'
"""
)
@click.pass_obj
def morning(settings: Settings) -> None:
    """One page for the morning: system, jobs, errors, capacity, security, backups.

    Exit 3 when anything is critical or a warning. What is unknown is shown, never as ok, and does not change the exit code.
    """
    with connect(settings, connect_timeout=5) as connection:
        rows = fetch(connection, f"SELECT {MORNING} FROM hera.morning()")
    show(rows, settings.output)
    conclude(rows)


@click.command(
    epilog="""\b
Examples:
  hera doctor
  hera doctor locks
  hera --output json doctor cis --all
"""
)
@click.argument("subject", type=click.Choice(SUBJECTS), required=False)
@click.option("--all", "everything", is_flag=True, help="Also what is ok.")
@click.pass_obj
def doctor(settings: Settings, subject: str | None, everything: bool) -> None:
    """Findings with evidence, likely cause and the command that helps; exit 3 when there is one.

    Where the server runs on this machine its disk is looked at first.
    """
    from psycopg.types.json import Jsonb

    from hera.operations.host import host_facts

    with connect(settings, connect_timeout=5) as connection:
        standby = connection.execute("SELECT pg_is_in_recovery()").fetchone()
        if standby == (False,) and (facts := host_facts(connection)):
            connection.execute("SELECT hera.report_host(%s)", [Jsonb(facts)])
        rows = fetch(connection, "SELECT * FROM hera.doctor(%s)", [subject])
    found = Rows(rows.columns, list(rows.rows))
    if not everything:
        rows.rows = [row for row in rows.rows if row[rows.columns.index("state")] != "ok"]
    show(rows, settings.output)
    conclude(found)
