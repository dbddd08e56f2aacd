"""Training of what is due: the work of ``hera train --due`` and of the job ``train_models``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg

from hera.learning.client import Client
from hera_udfs import training
from hera_udfs.errors import TrainingError

Connection = psycopg.Connection[tuple[Any, ...]]
Trained = list[Any]


def train_one(connection: Connection, organization: str, limit: int | None = None) -> Trained:
    """Train a model of an organization: its id, the model, version, status, seconds. Raises TrainingError."""
    started = time.monotonic()
    with connection.transaction():
        result = training.train(Client(connection), organization, limit=limit)
    return _row(organization, result, started)


def train_due(connection: Connection, say: Callable[[str], None], limit: int | None = None) -> Iterator[Trained]:
    """Settle models in shadow, then train the models and the priors that are due, one row each as in train_one.

    An organization without enough to learn from is said and is no reason to leave out the others.
    """
    with connection.transaction():
        for organization, done in connection.execute("SELECT * FROM hera.settle_models()").fetchall():
            say(f"{organization}: model in shadow {done}")
        due = connection.execute("SELECT organization_id::text FROM hera.models_due()").fetchall()
    for (organization,) in due:
        try:
            yield train_one(connection, organization, limit)
        except TrainingError as error:
            say(f"{organization}: {error}")
    yield from _train_priors(connection, say)


def _train_priors(connection: Connection, say: Callable[[str], None]) -> Iterator[Trained]:
    charts: dict[str, dict[str, list[str]]] = {}
    with connection.transaction():
        rows = connection.execute("SELECT chart, organization_id::text, accounts FROM hera.priors_due()").fetchall()
    for chart, organization, accounts in rows:
        charts.setdefault(chart, {})[organization] = accounts
    for chart, codes in charts.items():
        started = time.monotonic()
        try:
            with connection.transaction():
                results = training.train_prior(Client(connection), chart, codes)
        except TrainingError as error:
            say(f"{chart}: {error}")
            continue
        for result in results:
            yield _row(chart, result, started)


def _row(name: str, result: dict[str, Any], started: float) -> Trained:
    return [
        result.get("organization", name), result["model"], result["version"], result["status"],
        round(time.monotonic() - started, 1),
    ]  # fmt: skip
