"""hera verify."""

from __future__ import annotations

import click

from hera.cli.connection import connect
from hera.cli.errors import NOT_VERIFIED
from hera.cli.main import Settings
from hera.cli.output import fetch, progress, show


@click.command(
    epilog="""\b
Examples:
  hera verify
  hera verify --organization 0198c0de-0000-7000-8000-000000000001
  hera --output json verify | jq '.[] | select(.ok | not)'
"""
)
@click.option("--organization", metavar="UUID", type=click.UUID, help="Only the books of one organization.")
@click.option("--failed", is_flag=True, help="Print only the checks that failed.")
@click.pass_obj
def verify(settings: Settings, organization: object, failed: bool) -> None:
    """Check the books and the catalog: one row per check; exit 3 when one is not ok."""
    with connect(settings) as connection:
        rows = fetch(connection, "SELECT check_name, ok, detail FROM hera.verify(%s::uuid)", [organization])
    bad = sum(1 for ok in rows.column("ok") if ok is not True)
    if failed:
        rows.rows = [row for row in rows.rows if row[1] is not True]
    show(rows, settings.output)
    progress(f"{bad} checks failed" if bad else "all checks passed")
    if bad:
        raise click.exceptions.Exit(NOT_VERIFIED)
