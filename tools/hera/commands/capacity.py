"""hera capacity and hera preflight."""

from __future__ import annotations

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show

REPORTS = {
    "now": "SELECT * FROM hera.capacity()",
    "advice": "SELECT * FROM hera.scaling_advice()",
    "costs": "SELECT * FROM hera.organization_costs()",
    "reservations": "SELECT * FROM hera.reservation_coverage()",
    "unused-indexes": "SELECT * FROM hera.index_report() WHERE kind = 'unused'",
}


@click.command(
    epilog="""\b
Examples:
  hera capacity
  hera capacity advice
  hera --output csv capacity costs
"""
)
@click.argument("report", type=click.Choice(list(REPORTS)), default="now")
@click.pass_obj
def capacity(settings: Settings, report: str) -> None:
    """Print what may run short (now), what to do about it (advice), what organizations cost, what they were promised, or
    what indexes are not used. Exit 3 when something is critical; what nobody knows is unknown, and not green."""
    with connect(settings) as connection:
        rows = fetch(connection, REPORTS[report])
    show(rows, settings.output)
    if report == "now" and "critical" in rows.column("state"):
        raise click.exceptions.Exit(NOT_VERIFIED)


@click.command(
    epilog="""\b
Examples:
  hera preflight && deploy
  hera --output json preflight --allow-unknown
"""
)
@click.option("--allow-unknown", is_flag=True, help="Let what nobody knows pass, such as storage of a managed server.")
@click.pass_obj
def preflight(settings: Settings, allow_unknown: bool) -> None:
    """Say whether a change may go ahead: contract, security, health, capacity, alerts, lint; exit 3 when not."""
    with connect(settings) as connection:
        rows = fetch(connection, "SELECT * FROM hera.preflight()")
    show(rows, settings.output)
    states = rows.column("ok")
    wrong, unknown = states.count(False), states.count(None)
    progress(f"preflight: {wrong} wrong, {unknown} unknown")
    if wrong or (unknown and not allow_unknown):
        raise click.exceptions.Exit(NOT_VERIFIED)
