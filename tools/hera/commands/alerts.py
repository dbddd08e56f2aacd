"""hera alerts and hera service-levels."""

from __future__ import annotations

import sys

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show

COLUMNS = (
    "name, severity, state, value::float8, threshold::float8, unit, since, detail, organization_id, subject, runbook"
)

LEVELS = (
    "name, description, objective::float8, budget_days, measured::float8, budget_left::float8, burn_5m::float8,"
    " burn_30m::float8, burn_1h::float8, burn_6h::float8, burn_3d::float8, state, runbook"
)


@click.command(
    epilog="""\b
Examples:
  hera alerts
  hera --output json alerts --all
  hera alerts --history
  hera alerts --rules > hera.rules.yml
"""
)
@click.option("--all", "everything", is_flag=True, help="Also the rules that are ok.")
@click.option("--history", is_flag=True, help="What fired and cleared in the last 24 hours instead.")
@click.option(
    "--rules", is_flag=True, help="The rules for Prometheus, with the thresholds of this installation, instead."
)
@click.pass_obj
def alerts(settings: Settings, everything: bool, history: bool, rules: bool) -> None:
    """Show what is wrong or unknown; exit 3 when an alert fires.

    hera run judges the rules every minute; without it nothing is wrong for long enough to fire, but what needs no time.
    """
    with connect(settings, connect_timeout=5) as connection:
        if rules:
            row = connection.execute("SELECT hera.prometheus_rules()").fetchone()
            assert row is not None
            sys.stdout.write(row[0])
            return
        if history:
            show(
                fetch(connection, "SELECT at, name, state, value::float8, detail FROM hera.alert_history()"),
                settings.output,
            )
            return
        rows = fetch(connection, f"SELECT {COLUMNS} FROM hera.alerts() WHERE %s OR state <> 'ok'", [everything])
    states = rows.column("state")
    show(rows, settings.output)
    progress(", ".join(f"{states.count(state)} {state}" for state in ("firing", "pending", "unknown")))
    if "firing" in states:
        raise click.exceptions.Exit(NOT_VERIFIED)


@click.command(
    epilog="""\b
Examples:
  hera service-levels
  hera --output json service-levels
"""
)
@click.pass_obj
def service_levels(settings: Settings) -> None:
    """Show what is promised, what was measured, and how fast the error budget burns; exit 3 when it burns too fast."""
    with connect(settings, connect_timeout=5) as connection:
        rows = fetch(connection, f"SELECT {LEVELS} FROM hera.service_levels()")
    show(rows, settings.output)
    if {"critical", "warning"} & set(rows.column("state")):
        raise click.exceptions.Exit(NOT_VERIFIED)
