"""hera review list, approve, correct and reject; groups and approve-group."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

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
  hera review reject --organization UUID TRANSACTION...
  hera --output json review groups --organization UUID > seen.json
  hera review approve-group --organization UUID --seen seen.json GROUP...
"""
)
def review() -> None:
    """Look at documents that wait for a person, approve or reject them or say where they belong."""


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


@review.command()
@common
@click.argument("transactions", nargs=-1, required=True, type=click.UUID)
@click.pass_obj
def reject(settings: Settings, organization: Any, actor: str | None, transactions: tuple[Any, ...]) -> None:
    """Void documents that wait, reverse those that are posted; all of them or, where one cannot be, none."""
    with acting(settings, organization, actor) as connection:
        outcomes = [
            fetch(connection, "SELECT hera.record_feedback(%s, %s, 'rejected')", [organization, transaction]).rows[0][0]
            for transaction in transactions
        ]
    _show(settings, outcomes)


@review.command()
@common
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Groups to show.")
@click.pass_obj
def groups(settings: Settings, organization: Any, actor: str | None, limit: int) -> None:
    """List what waits with a proposal, by explanation; JSON and CSV name what each group holds."""
    with acting(settings, organization, actor) as connection:
        rows = fetch(connection, "SELECT * FROM hera.review_groups(%s, %s)", [organization, limit])
    if settings.output == "table":
        rows = Rows(rows.columns[:-1], [row[:-1] for row in rows.rows])
    show(rows, settings.output)


@review.command("approve-group")
@common
@click.option(
    "--seen", type=click.File(encoding="utf-8"), required=True, help="What review groups printed as JSON; - to read it."
)
@click.argument("keys", metavar="GROUP...", nargs=-1, required=True)
@click.pass_obj
def approve_group(
    settings: Settings, organization: Any, actor: str | None, seen: TextIO, keys: tuple[str, ...]
) -> None:
    """Post the documents of groups as they were seen; what changed since is left alone and said, with exit code 1."""
    found = _read_groups(seen)
    if unknown := [key for key in keys if key not in found]:
        raise click.UsageError(f"{seen.name} has no group {', '.join(unknown)}")
    rows: list[Sequence[Any]] = []
    query = "SELECT * FROM hera.approve_group(%s, %s, %s::jsonb)"
    with acting(settings, organization, actor) as connection:
        for key in keys:
            done = fetch(connection, query, [organization, key, json.dumps(found[key])])
            for identifier, result, outcome in done.rows:
                rows.append([identifier, result, *((outcome or {}).get(name) for name in OUTCOME[1:])])
    show(Rows(["transaction_id", "result", *OUTCOME[1:]], rows), settings.output)
    progress(", ".join(f"{number} {result}" for result, number in Counter(row[1] for row in rows).items()))
    if any(row[1] in ("changed", "refused") for row in rows):
        raise click.exceptions.Exit(FAILED)


def _read_groups(file: TextIO) -> dict[str, Any]:
    """What was seen of each group."""
    try:
        return {group["group_key"]: group["seen"] for group in json.load(file)}
    except (ValueError, TypeError, KeyError) as error:
        raise click.UsageError(f"{file.name} is not what review groups prints as JSON: {error}") from None


def _show(settings: Settings, outcomes: list[dict[str, Any]]) -> None:
    show(Rows(list(OUTCOME), [[outcome.get(name) for name in OUTCOME] for outcome in outcomes]), settings.output)
    if any(outcome.get("status") == "rejected" for outcome in outcomes):
        raise click.exceptions.Exit(FAILED)
