"""hera refresh."""

from __future__ import annotations

import click

from hera.cli.connection import connect
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show


@click.command(
    epilog="""\b
Examples:
  hera refresh
  hera refresh --organization 0198c0de-0000-7000-8000-000000000001
"""
)
@click.option("--organization", metavar="UUID", type=click.UUID, help="Only what belongs to one organization.")
@click.pass_obj
def refresh(settings: Settings, organization: object) -> None:
    """Bring rollups of balances and profiles up to date now, as hera run does every few seconds.

    Reports are right without it: they read what is not rolled up yet, too.
    """
    moved: dict[object, int] = {}
    with connect(settings) as connection:
        while True:
            rows = fetch(
                connection,
                "SELECT organization_id, lines, complete FROM hera.refresh_balances(%s::uuid)",
                [organization],
            )
            for who, lines, _ in rows.rows:
                moved[who] = moved.get(who, 0) + lines
            if all(rows.column("complete")):
                break
            progress(f"{sum(moved.values()):,} lines rolled up, more to come")
        effects = fetch(
            connection, "SELECT organization_id, effects, fault FROM hera.refresh_profiles(%s::uuid)", [organization]
        )
    found = {row[0]: row[1:] for row in effects.rows}
    show(
        Rows(
            ["organization_id", "lines", "documents", "fault"],
            [[who, moved.get(who, 0), *found.get(who, (0, None))] for who in sorted({*moved, *found}, key=str)],
        ),
        settings.output,
    )
