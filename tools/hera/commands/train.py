"""hera train."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import click

from hera.cli.connection import connect
from hera.cli.errors import HeraError
from hera.cli.main import Settings
from hera.cli.output import Rows, fetch, progress, show
from hera.learning.client import Client, find_libraries
from hera_udfs import training
from hera_udfs.errors import TrainingError

COLUMNS = ["organization_id", "model", "version", "status", "seconds"]


@click.command(
    epilog="""\b
Examples:
  hera train --organization 0198c0de-0000-7000-8000-000000000001
  hera train --due
"""
)
@click.option("--organization", "organizations", metavar="UUID", type=click.UUID, multiple=True, help="Train this one.")
@click.option("--due", is_flag=True, help="Train what is due, priors included, and promote what has proved itself.")
@click.option("--limit", type=click.IntRange(min=1), help="Latest decisions to learn from.  [default: a setting]")
@click.pass_obj
def train(settings: Settings, organizations: tuple[UUID, ...], due: bool, limit: int | None) -> None:
    """Train models in this process and put them into shadow; needs scikit-learn."""
    if not organizations and not due:
        raise click.UsageError("name an organization, or give --due")
    find_libraries()
    trained = Rows(COLUMNS, [])
    with connect(settings) as connection:

        def run(name: str, work: Callable[[Client], list[dict[str, Any]]]) -> None:
            started = time.monotonic()
            try:
                with connection.transaction():
                    results = work(Client(connection))
            except TrainingError as error:
                # One organization without enough to learn from is no reason to leave out the others.
                if not due:
                    raise HeraError(str(error), hint=error.hint) from error
                progress(f"{name}: {error}")
                return
            seconds = round(time.monotonic() - started, 1)
            trained.rows += [
                [result.get("organization", name), result["model"], result["version"], result["status"], seconds]
                for result in results
            ]

        wanted = [str(organization) for organization in organizations]
        if due:
            with connection.transaction():
                for organization, done in fetch(connection, "SELECT * FROM hera.settle_models()").rows:
                    progress(f"{organization}: model in shadow {done}")
            wanted += [
                str(row[0]) for row in fetch(connection, "SELECT organization_id FROM hera_internal.models_due()").rows
            ]
        for organization in dict.fromkeys(wanted):
            run(organization, lambda client, name=organization: [training.train(client, name, limit=limit)])  # type: ignore[misc]
        if due:
            for chart, accounts in _priors(connection).items():
                run(chart, lambda client, name=chart, codes=accounts: training.train_prior(client, name, codes))  # type: ignore[misc]
    show(trained, settings.output)


def _priors(connection: Any) -> dict[str, dict[str, list[str]]]:
    """Accounts of the organizations that a prior is due for, by chart."""
    found: dict[str, dict[str, list[str]]] = {}
    rows = fetch(connection, "SELECT chart, organization_id::text, accounts FROM hera_internal.priors_due()").rows
    for chart, organization, accounts in rows:
        found.setdefault(chart, {})[organization] = accounts
    return found
