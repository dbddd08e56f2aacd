"""hera train."""

from __future__ import annotations

from uuid import UUID

import click

from hera.cli.connection import connect
from hera.cli.errors import HeraError
from hera.cli.main import Settings
from hera.cli.output import Rows, progress, show
from hera.learning.client import find_libraries
from hera.learning.due import train_due, train_one
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
        for organization in dict.fromkeys(organizations):
            try:
                trained.rows.append(train_one(connection, str(organization), limit))
            except TrainingError as error:
                raise HeraError(str(error), hint=error.hint) from error
        if due:
            trained.rows.extend(train_due(connection, progress, limit))
    show(trained, settings.output)
