"""hera rollback-decision."""

from __future__ import annotations

import click

from hera.cli.connection import connect
from hera.cli.errors import FAILED, NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show_checks


@click.command(
    epilog="""\b
Exit codes: 0 no, leave it; 3 yes, roll back; 1 there are no samples, so it cannot tell.

\b
Examples:
  hera rollback-decision --since "2026-11-26 21:00+00"
  hera --output json rollback-decision --since "2026-11-26 21:00+00"
"""
)
@click.option("--since", metavar="TIME", required=True, help="When the change was made.")
@click.pass_obj
def rollback_decision(settings: Settings, since: str) -> None:
    """Say whether what was changed at a time should be taken back, with the reasons.

    Yes when more than 5 % of the requests since then were refused, when the 95th percentile is above twice that of the day
    before, when the service was there for less than 99.5 % of the time, or when something critical is wrong now.
    """
    with connect(settings) as connection:
        rows = fetch(connection, "SELECT * FROM hera.rollback_decision(%s::timestamptz)", [since])
    show_checks(rows, settings.output, "docs/migrations.md#roll-back-or-not")
    answers = dict(zip(rows.column("check_name"), rows.column("ok"), strict=True))
    against = [name for name, ok in answers.items() if ok is False]
    if against:
        progress(f"yes, roll back: {', '.join(against)}")
        raise click.exceptions.Exit(NOT_VERIFIED)
    if answers["availability"] is None:
        progress("cannot tell: there are no samples since then; hera run takes one a minute")
        raise click.exceptions.Exit(FAILED)
    unknown = [name for name, ok in answers.items() if ok is None]
    progress("no, leave it" + (f"; not known: {', '.join(unknown)}" if unknown else ""))
