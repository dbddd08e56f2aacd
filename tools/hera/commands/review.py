"""hera review list, approve and correct."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from hera.cli.connection import connect
from hera.cli.errors import FAILED
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show

if TYPE_CHECKING:
    import psycopg

OUTCOME = ("transaction_id", "status", "account", "document_number", "errors")


@click.group(
    epilog="""\b
Examples:
  hera review list --organization UUID
  hera review approve --organization UUID TRANSACTION...
  hera review correct --organization UUID TRANSACTION --account 5020
"""
)
def review() -> None:
    """Look at documents that wait for a person, approve them or say where they belong."""


def common(function: Any) -> Any:
    """Options that say for whom."""
    for option in (
        click.option("--actor", metavar="NAME", help="For whom a trusted login acts."),
        click.option("--organization", metavar="UUID", type=click.UUID, required=True, help="Whose documents."),
    ):
        function = option(function)
    return function


@contextmanager
def acting(settings: Settings, organization: Any, actor: str | None) -> Iterator[psycopg.Connection[Any]]:
    """A transaction in which the login acts for the actor."""
    with connect(settings) as connection, connection.transaction():
        if actor is not None:
            connection.execute("SELECT hera.set_context(%s, %s)", [organization, actor])
        yield connection


@review.command("list")
@common
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Documents to show.")
@click.option("--claim", is_flag=True, help="Keep them from other reviewers for a while.")
@click.pass_obj
def list_waiting(settings: Settings, organization: Any, actor: str | None, limit: int, claim: bool) -> None:
    """List what waits, by value at risk and age."""
    with acting(settings, organization, actor) as connection:
        rows = fetch(connection, "SELECT * FROM hera.review_queue(%s, %s, %s)", [organization, limit, claim])
    show(rows, settings.output)
    progress(f"{len(rows.rows)} documents wait" if len(rows.rows) < limit else f"the first {limit} that wait")


@review.command()
@common
@click.argument("transactions", nargs=-1, required=True, type=click.UUID)
@click.pass_obj
def approve(settings: Settings, organization: Any, actor: str | None, transactions: tuple[Any, ...]) -> None:
    """Post documents as they were proposed; all of them or, where one cannot be, none."""
    with acting(settings, organization, actor) as connection:
        outcomes = [
            fetch(connection, "SELECT hera.approve(%s, %s)", [organization, transaction]).rows[0][0]
            for transaction in transactions
        ]
    _show(settings, outcomes)


@review.command()
@common
@click.argument("transaction", type=click.UUID)
@click.option("--account", metavar="CODE", required=True, help="Account where it belongs.")
@click.pass_obj
def correct(settings: Settings, organization: Any, actor: str | None, transaction: Any, account: str) -> None:
    """Post a document to another account than was proposed; the next of its kind is guessed accordingly."""
    with acting(settings, organization, actor) as connection:
        outcome = fetch(
            connection,
            "SELECT hera.record_feedback(%s, %s, 'corrected', %s::jsonb)",
            [organization, transaction, json.dumps({"account": account})],
        ).rows[0][0]
    _show(settings, [outcome])


def _show(settings: Settings, outcomes: list[dict[str, Any]]) -> None:
    show(Rows(list(OUTCOME), [[outcome.get(name) for name in OUTCOME] for outcome in outcomes]), settings.output)
    if any(outcome.get("status") == "rejected" for outcome in outcomes):
        raise click.exceptions.Exit(FAILED)
