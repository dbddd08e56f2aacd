"""hera import charts, opening-balances and rates: CSV from a file or standard input."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, TextIO

import click

from hera.cli.errors import FAILED, HeraError
from hera.cli.main import Settings
from hera.cli.output import Rows, progress, show, tell
from hera.commands.review import acting, common

CHART = ("code", "name", "type"), ("role", "parent")
BALANCES = ("account", "side", "amount"), ("currency", "unit", "description")
RATES = ("from", "to", "date", "rate", "source"), ()

_file = click.argument("file", type=click.File(encoding="utf-8-sig"), default="-")
_dry_run = click.option("--dry-run", is_flag=True, help="Say what would be done or is wrong, and do nothing.")


@click.group(
    "import",
    epilog="""\b
Examples:
  hera import charts --as kiosk --name "Kiosk" --country GB accounts.csv
  hera import opening-balances --organization UUID --date 2026-02-01 --difference-account 3900 < balances.csv
  hera import rates --organization UUID --dry-run rates.csv

\b
The first line names the columns; an empty cell is no value:
  charts            code,name,type and role,parent
  opening-balances  account,side,amount and currency,unit,description
  rates             from,to,date,rate,source
""",
)
def import_group() -> None:
    """Bring charts of accounts, opening balances and exchange rates in, from CSV: all of a file, or nothing."""


@import_group.command()
@click.option("--as", "code", required=True, help="Code of the chart; one that was imported before is replaced.")
@click.option("--name", required=True, help="Name of the chart.")
@click.option("--country", help="Country, as two letters.")
@_dry_run
@_file
@click.pass_obj
def charts(settings: Settings, code: str, name: str, country: str | None, dry_run: bool, file: TextIO) -> None:
    """Import a chart of your own; those of GnuCash and LedgerSMB are imported by hera charts import."""
    from psycopg.types.json import Jsonb

    from hera.cli.connection import connect

    accounts, _ = read_csv(file, *CHART)
    with connect(settings) as connection, connection.transaction(force_rollback=dry_run):
        row = connection.execute("SELECT hera.import_chart(%s, %s, %s, %s)", [code, name, country, Jsonb(accounts)])
        outcome = row.fetchall()[0][0]
    completed = ", ".join(outcome["completed"])
    show(
        Rows(["chart", "accounts", "completed_roles", "dry_run"], [[code, outcome["accounts"], completed, dry_run]]),
        settings.output,
    )
    _say_dry(dry_run)


@import_group.command("opening-balances")
@common
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Day on which the books begin.")
@click.option("--difference-account", metavar="CODE", help="Account that takes what debits and credits differ by.")
@_dry_run
@_file
@click.pass_obj
def opening_balances(
    settings: Settings,
    organization: Any,
    actor: str | None,
    day: datetime,
    difference_account: str | None,
    dry_run: bool,
    file: TextIO,
) -> None:
    """Post the balances with which running books begin, as one document."""
    lines, places = read_csv(file, *BALANCES)
    outcome = _call(
        (settings, organization, actor, dry_run),
        lambda data: ("SELECT hera.import_opening_balances(%s, %s, %s, %s)", [day.date(), data, difference_account]),
        lines,
    )
    stored = None if dry_run else outcome.get("transaction_id")
    _show(
        settings,
        outcome,
        places,
        {"status": outcome["status"], "transaction_id": stored, "lines": len(lines), "dry_run": dry_run},
    )


@import_group.command()
@common
@_dry_run
@_file
@click.pass_obj
def rates(settings: Settings, organization: Any, actor: str | None, dry_run: bool, file: TextIO) -> None:
    """Store exchange rates; those that are there already with the same value are left alone."""
    found, places = read_csv(file, *RATES)
    outcome = _call(
        (settings, organization, actor, dry_run),
        lambda data: ("SELECT hera.load_exchange_rates(%s, %s)", [data]),
        found,
    )
    _show(
        settings,
        outcome,
        places,
        {
            "status": outcome["status"],
            "rates": outcome["rates"],
            "changed": outcome["changed"],
            "dry_run": dry_run,
        },
    )


def read_csv(
    file: TextIO, needed: tuple[str, ...], possible: tuple[str, ...]
) -> tuple[list[dict[str, str]], list[int]]:
    """Rows as objects without their empty cells, and the line of the file that each ends on."""
    columns = f"There are {', '.join(needed)}{' and perhaps ' if possible else ''}{', '.join(possible)}"
    rows, places = [], []
    try:
        reader = csv.reader(file, strict=True)
        header = [name.strip() for name in next(reader, [])]
        unknown = [name for name in header if name not in needed + possible]
        if unknown or len(set(header)) < len(header) or not set(needed) <= set(header):
            wrong = (
                f"unknown column {unknown[0]!r}" if unknown else f"the columns are {', '.join(header) or 'not named'}"
            )
            raise HeraError(f"line 1: {wrong}", hint=columns)
        for cells in reader:
            if len(cells) > len(header):
                raise HeraError(f"line {reader.line_num}: {len(cells)} cells in {len(header)} columns", hint=columns)
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
            if row:
                rows.append(row)
                places.append(reader.line_num)
    except csv.Error as wrong:
        raise HeraError(
            f"line {reader.line_num}: {wrong}", hint='Cells are separated by commas, quoted by ".'
        ) from wrong
    except UnicodeDecodeError as wrong:
        raise HeraError("the file is not encoded in UTF-8", hint="iconv -f latin1 -t utf-8 FILE") from wrong
    if not rows:
        raise HeraError("there are no rows in the file", hint=columns)
    return rows, places


def _call(
    whom: tuple[Settings, Any, str | None, bool],
    statement: Callable[[Any], tuple[str, list[Any]]],
    rows: list[dict[str, str]],
) -> dict[str, Any]:
    """What a function says of rows, in a transaction that a dry run takes back."""
    from psycopg.types.json import Jsonb

    settings, organization, actor, dry_run = whom
    query, arguments = statement(Jsonb(rows))
    with acting(settings, organization, actor) as connection, connection.transaction(force_rollback=dry_run):
        outcome = connection.execute(query.encode(), [organization, *arguments]).fetchall()[0][0]
        # What is checked at the end of the transaction is found in a dry run, too.
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return dict(outcome)


def _show(settings: Settings, outcome: dict[str, Any], places: list[int], fields: dict[str, Any]) -> None:
    """Print the outcome; each error names the line of the file. A refusal exits with 1."""
    errors = []
    for error in outcome.get("errors") or []:
        found = re.match(r"(?:lines|p_rates)\[(\d+)\]\.?(.*)", error["path"] or "")
        line = places[int(found[1])] if found and int(found[1]) < len(places) else None
        errors.append({"line": line, **error})
        place = f"line {line}: {found[2]}" if found and line is not None else str(error["path"] or "")
        progress(f"{place.rstrip(': ')}: {error['code']} {error['message']}")
    said = [f"{name} {value}" for name, value in fields.items() if name != "dry_run" and value is not None]
    tell(settings.output, ", ".join(said), **fields, errors=errors)
    if outcome["status"] == "rejected":
        raise click.exceptions.Exit(FAILED)
    _say_dry(bool(fields["dry_run"]))


def _say_dry(dry_run: bool) -> None:
    if dry_run:
        progress("dry run: nothing was stored")
