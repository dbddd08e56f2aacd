"""hera report."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from hera.cli.connection import connect
from hera.cli.main import Settings
from hera.cli.output import Rows, progress, show

if TYPE_CHECKING:
    from psycopg.errors import Diagnostic

# Report -> arguments of the function of that name in schema hera: those it must be given, those it may.
REPORTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "trial-balance": ((), ("as_of", "known_at", "unit")),
    "balance-sheet": (("as_of",), ("unit",)),
    "income-statement": (("from", "to"), ("unit",)),
    "general-ledger": (("from", "to"), ("account", "unit")),
    "account-statement": (("account", "from", "to"), ("unit",)),
    "aged-items": (("kind",), ("as_of", "unit")),
    "tax-report": (("from", "to"), ("unit",)),
    "budget-report": (("from",), ("to", "unit")),
    "changes-since": (("known_at",), ("as_of",)),
}


@click.command(
    epilog="""\b
Reports and what they need:
"""
    + "".join(
        f"  {name:<18} {' '.join('--' + option.replace('_', '-') for option in needed)}\n"
        for name, (needed, _) in REPORTS.items()
    )
    + """
\b
Examples:
  hera report trial-balance --organization UUID --as-of 2026-10-31
  hera --output csv report general-ledger --organization UUID --from 2026-01-01 --to 2026-03-31
  hera report aged-items --organization UUID --kind payable
"""
)
@click.argument("name", type=click.Choice(sorted(REPORTS)))
@click.option("--organization", metavar="UUID", type=click.UUID, required=True, help="Whose books.")
@click.option("--as-of", metavar="DATE", help="End of this day.")
@click.option("--from", "from_", metavar="DATE", help="First day; the first period for budgets.")
@click.option("--to", metavar="DATE", help="Last day; the last period for budgets.")
@click.option("--account", metavar="CODE", help="One account.")
@click.option("--unit", metavar="UNIT", help="One cost centre.")
@click.option("--kind", type=click.Choice(["receivable", "payable"]), help="Which open items.")
@click.option(
    "--known-at", metavar="TIME", type=click.DateTime(), help="As it was known then, by the last seal before."
)
@click.option("--actor", metavar="NAME", help="For whom a trusted login asks.")
@click.pass_obj
def report(settings: Settings, /, name: str, organization: Any, actor: str | None, **options: Any) -> None:
    """Print a report of one organization."""
    options["from"] = options.pop("from_")
    needed, possible = REPORTS[name]
    given = {option: value for option, value in options.items() if value is not None}
    if missing := [option for option in needed if option not in given]:
        raise click.UsageError(f"{name} needs {', '.join('--' + option.replace('_', '-') for option in missing)}")
    if unknown := [option for option in given if option not in needed + possible]:
        raise click.UsageError(f"{name} takes no {', '.join('--' + option.replace('_', '-') for option in unknown)}")
    show(_fetch(settings, name, organization, actor, given), settings.output)


def _fetch(settings: Settings, name: str, organization: Any, actor: str | None, given: dict[str, Any]) -> Rows:
    from psycopg import sql

    arguments = {f"p_{option}": _value(value) for option, value in given.items()}
    query = sql.SQL("SELECT * FROM hera.{}(%(organization)s{})").format(
        sql.Identifier(name.replace("-", "_")),
        sql.SQL("").join(
            sql.SQL(", {} => {}").format(sql.Identifier(argument), sql.Placeholder(argument)) for argument in arguments
        ),
    )
    with connect(settings) as connection, connection.transaction():
        connection.add_notice_handler(_tell)
        if actor is not None:
            connection.execute("SELECT hera.set_context(%s, %s)", [organization, actor])
        cursor = connection.execute(query, {"organization": organization, **arguments})
        return Rows([column.name for column in cursor.description or ()], list(cursor.fetchall()))


def _value(given: Any) -> Any:
    # A time without an offset is one of this machine.
    return given.astimezone() if isinstance(given, datetime) else given


def _tell(notice: Diagnostic) -> None:
    # Reports as of a seal name it in a NOTICE.
    progress(notice.message_primary or "")
