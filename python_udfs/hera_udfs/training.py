"""From the decisions in the database to a model in the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from hera_udfs.combiner import Prior, adapt, share
from hera_udfs.dataset import Dataset
from hera_udfs.linear import Model, Options, count, fit

HEADS_AT_ONCE = 20_000
ROWS_AT_ONCE = 500


class Database(Protocol):
    """A connection of any kind: PL/Python's own in the server, a driver's elsewhere."""

    def call(self, function: str, types: Sequence[str], arguments: Sequence[Any]) -> Iterable[Sequence[Any]]:
        """Rows of a function of the schema hera."""


def read(database: Database, organization: str, limit: int | None) -> tuple[Dataset, str | None]:
    """All training rows and the time of the last one; everything is read before anything is learned."""
    dataset = Dataset()
    last: str | None = None
    for decided_at, account, features, known, day in database.call(
        "list_training_rows", ("uuid", "integer"), (organization, limit)
    ):
        dataset.add(account, features, known, day)
        last = str(decided_at)
    return dataset, last


def read_prior(database: Database) -> Prior:
    """The weights that all organizations share, with which memory and model are combined."""
    return {name: float(weight) for name, weight in database.call("list_combiner_weights", (), ())}


def spell(database: Database, organization: str, heads: Sequence[str]) -> dict[str, list[str]]:
    """What payees and texts are spelled with, as the server takes it."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(heads), HEADS_AT_ONCE):
        part = list(heads[start : start + HEADS_AT_ONCE])
        found.update(
            (head, list(block))
            for head, block in database.call("list_text_blocks", ("uuid", "text[]"), (organization, part))
        )
    return found


def train(
    database: Database,
    organization: str,
    *,
    limit: int | None = None,
    options: Options | None = None,
    check: Callable[[], object] = lambda: None,
) -> dict[str, Any]:
    """Train an organization's model, store it and put it into shadow; returns what hera.start_model says."""
    dataset, last = read(database, organization, limit)
    blocks = spell(database, organization, dataset.heads())
    prior = read_prior(database)
    options = options or Options()
    counts = count(dataset, blocks)
    model = adapt(fit(counts, options, check), counts, dataset, prior, options, check)
    return store(database, organization, model, last, check)


def train_prior(
    database: Database,
    chart: str,
    accounts: Mapping[str, Sequence[str]],
    *,
    options: Options | None = None,
    check: Callable[[], object] = lambda: None,
) -> list[dict[str, Any]]:
    """Train on what organizations with one chart share, and give the model to those in ``accounts``, by their accounts."""
    dataset = Dataset()
    last: str | None = None
    for decided_at, account, features in database.call("list_prior_rows", ("text",), (chart,)):
        dataset.add(account, features)
        last = str(decided_at)
    # What is shared is spelled already: whole payees and texts are not shared.
    counts = count(dataset, {})
    model = share(fit(counts, options or Options(), check), counts, read_prior(database))
    return [
        store(database, organization, own, last, check, scope="prior")
        for organization, codes in accounts.items()
        if len((own := model.among(set(codes))).classes) > 1
    ]


def store(
    database: Database,
    organization: str,
    model: Model,
    last: str | None,
    check: Callable[[], object],
    scope: str = "organization",
) -> dict[str, Any]:
    """Write a model and put it into shadow."""
    head = {
        "scope": scope,
        "classes": model.classes,
        "bias": [round(float(value), 6) for value in model.bias],
        "offsets": [round(float(value), 6) for value in model.offsets],
        "combiner": model.combiner,
        "parameters": model.parameters,
        "trained_rows": model.rows,
        "trained_through": last,
    }
    identifier = str(one(database.call("store_model", ("uuid", "jsonb"), (organization, json.dumps(head)))))
    for features, norms, weights in slices(model):
        check()
        one(
            database.call(
                "store_model_features",
                ("uuid", "uuid", "text[]", "real[]", "text[]"),
                (organization, identifier, features, norms, weights),
            )
        )
    result = one(database.call("start_model", ("uuid", "uuid"), (organization, identifier)))
    parsed: dict[str, Any] = json.loads(result) if isinstance(result, str) else result
    return {"organization": organization, **parsed}


def slices(model: Model) -> Iterator[tuple[list[str], list[float], list[str]]]:
    """Features, norms and the texts of their vectors, some hundreds at a time."""
    for start in range(0, len(model.features), ROWS_AT_ONCE):
        rows = model.weights[start : start + ROWS_AT_ONCE].tolist()
        yield (
            model.features[start : start + ROWS_AT_ONCE],
            model.norms[start : start + ROWS_AT_ONCE].tolist(),
            ["[" + ",".join([f"{value:.6g}" for value in row]) + "]" for row in rows],
        )


def one(rows: Iterable[Sequence[Any]]) -> Any:
    """The only value of the only row."""
    (row,) = rows
    return row[0]
