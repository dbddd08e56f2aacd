"""hera export."""

from __future__ import annotations

from datetime import date, datetime
from typing import TextIO
from uuid import UUID

import click

from hera.cli.connection import connect
from hera.cli.main import Settings
from hera.cli.output import progress
from hera.export.formats import FORMATS

_day = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    epilog="""\b
Examples:
  hera export --organization 0198c0de-0000-7000-8000-000000000001 --format beancount > books.beancount
  hera export --organization 0198c0de-0000-7000-8000-000000000001 --format hledger --from 2026-01-01 --to 2026-12-31
  hera export --organization 0198c0de-0000-7000-8000-000000000001 --format csv --file books.csv
"""
)
@click.option("--organization", metavar="UUID", type=click.UUID, required=True, help="Whose books.")
@click.option(
    "--format", "name", type=click.Choice(list(FORMATS)), required=True, help="Program the books are written for."
)
@click.option("--from", "since", type=_day, metavar="DAY", help="First day; balances before it become opening entries.")
@click.option("--to", "until", type=_day, metavar="DAY", help="Last day.")
@click.option("--file", "target", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Not to stdout.")
@click.pass_obj
def export(
    settings: Settings,
    organization: UUID,
    name: str,
    since: datetime | None,
    until: datetime | None,
    target: TextIO,
) -> None:
    """Write the books of one organization for Beancount, hledger or a spreadsheet.

    Whatever their number, lines are read and written one batch at a time, from one snapshot.
    """
    from hera.export.read import read_lines

    with connect(settings) as connection:
        lines = read_lines(connection, organization, _to_date(since), _to_date(until))
        count = 0
        for text, number in FORMATS[name](lines):
            target.write(text)
            count += number
    progress(f"{count:,} lines exported")


def _to_date(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
