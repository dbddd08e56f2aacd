"""hera incident and hera oncall."""

from __future__ import annotations

from datetime import datetime

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show, tell

SEVERITIES = ["sev1", "sev2", "sev3", "sev4"]
KINDS = ["acknowledged", "note", "severity", "resolved", "reopened", "post_mortem"]
TIME = click.DateTime(["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d"])


@click.group(
    epilog="""\b
Examples:
  hera incident open sev2 "Posting is slow" --note "p95 is 3 s"
  hera incident record ID acknowledged
  hera incident record ID resolved --note "restarted the pool"
  hera incident list
"""
)
def incident() -> None:
    """Open incidents, write down what happens, see what is due."""


@incident.command("list")
@click.option("--all", "finished", is_flag=True, help="Those with a post-mortem too.")
@click.option("--limit", type=click.IntRange(1, 10000), default=100, show_default=True, help="Incidents to show.")
@click.pass_obj
def list_incidents(settings: Settings, finished: bool, limit: int) -> None:
    """List incidents with what is due; exit 3 when something is overdue."""
    with connect(settings) as connection:
        rows = fetch(connection, "SELECT * FROM hera.list_incidents(%s, %s)", [not finished, limit])
    show(rows, settings.output)
    overdue = rows.columns.index("overdue")
    if late := sum(1 for row in rows.rows if row[overdue]):
        progress(f"overdue: {late}")
        raise click.exceptions.Exit(NOT_VERIFIED)


@incident.command("open")
@click.argument("severity", type=click.Choice(SEVERITIES))
@click.argument("title")
@click.option("--note", help="What was seen.")
@click.option("--tier", type=click.IntRange(1, 3), default=1, show_default=True, help="Tier of the service.")
@click.option("--alert", help="Alert that told of it.")
@click.pass_obj
def open_incident(
    settings: Settings, severity: str, title: str, note: str | None, tier: int, alert: str | None
) -> None:
    """Open an incident and print its id."""
    query = "SELECT hera.open_incident(%s, %s, %s, %s::smallint, %s) AS id"
    with connect(settings) as connection:
        show(fetch(connection, query, [severity, title, note, tier, alert]), settings.output)


@incident.command()
@click.argument("identifier", metavar="ID", type=click.UUID)
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--note", help="What was seen, done or learned.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Severity from here on.")
@click.pass_obj
def record(settings: Settings, identifier: str, kind: str, note: str | None, severity: str | None) -> None:
    """Write down what happened and print the state."""
    query = "SELECT hera.record_incident(%s, %s, %s, %s) AS state"
    with connect(settings) as connection:
        show(fetch(connection, query, [identifier, kind, note, severity]), settings.output)


@incident.command()
@click.argument("identifier", metavar="ID", type=click.UUID)
@click.pass_obj
def timeline(settings: Settings, identifier: str) -> None:
    """Print what happened."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.incident_timeline(%s)", [identifier]), settings.output)


@click.group(
    epilog="""\b
Examples:
  hera oncall show
  hera oncall set ann bob cid --from 2026-12-07
  hera oncall override eve 2026-12-24T10:00 2026-12-27T10:00 --reason holidays
  hera oncall escalation 15:next 30:chief
"""
)
def oncall() -> None:
    """Say and ask who is on call; hand-off is Monday 10:00 UTC."""


ROTA = click.option("--rota", default="primary", show_default=True, help="Name of the rota.")


@oncall.command("show")
@click.option("--at", type=TIME, help="Moment; now when not given.")
@ROTA
@click.pass_obj
def show_oncall(settings: Settings, at: datetime | None, rota: str) -> None:
    """Print who is on call, and who is called next."""
    with connect(settings) as connection:
        show(fetch(connection, "SELECT * FROM hera.on_call(%s, %s)", [at, rota]), settings.output)


@oncall.command("set")
@click.argument("people", nargs=-1, required=True)
@click.option("--from", "begins", type=TIME, help="The first hand-off at or after; now when not given.")
@ROTA
@click.pass_obj
def set_oncall(settings: Settings, people: tuple[str, ...], begins: datetime | None, rota: str) -> None:
    """Let people take turns of a week, and print the first hand-off."""
    with connect(settings) as connection:
        query = "SELECT hera.set_rota(%s::text[], %s, %s) AS first_hand_off"
        show(fetch(connection, query, [list(people), begins, rota]), settings.output)


@oncall.command()
@click.argument("person")
@click.argument("begins", metavar="FROM", type=TIME)
@click.argument("ends", metavar="UNTIL", type=TIME)
@click.option("--reason", required=True, help="Why.")
@ROTA
@click.pass_obj
def override(settings: Settings, person: str, begins: datetime, ends: datetime, reason: str, rota: str) -> None:
    """Let somebody stand in for a time."""
    with connect(settings) as connection:
        connection.execute("SELECT hera.override_rota(%s, %s, %s, %s, %s)", [person, begins, ends, reason, rota])
    tell(settings.output, f"{rota}: {person} stands in", rota=rota, person=person, begins=begins, ends=ends)


@oncall.command()
@click.argument("steps", metavar="MINUTES:PERSON...", nargs=-1)
@ROTA
@click.pass_obj
def escalation(settings: Settings, steps: tuple[str, ...], rota: str) -> None:
    """Say who is called after how many minutes; the person "next" is the next of the rota."""
    minutes, people = [], []
    for step in steps:
        after, colon, person = step.partition(":")
        if not (colon and after.isdecimal() and person):
            raise click.BadParameter(f"{step}: minutes, a colon and a person are wanted, as 15:next")
        minutes.append(int(after))
        people.append(None if person == "next" else person)
    with connect(settings) as connection:
        connection.execute("SELECT hera.set_escalation(%s::integer[], %s::text[], %s)", [minutes, people, rota])
    tell(settings.output, f"{rota}: {len(steps)} steps", rota=rota, steps=len(steps))
