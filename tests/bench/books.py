"""One organization with large books, for the speed of reports, of verification, and of posting to few accounts."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from bench.growth import fill_documents
from bench.populate import LOGIN, Connection

ACCOUNTS = 1_000
UNITS = 5
DAYS = 3 * 365
LAST_DAY = date(2026, 11, 30)
SOURCES = 5_000
LINES_PER_DOCUMENT = 4


def create_books(connection: Connection, lines: int, seed: int) -> UUID:
    """Make an organization of 1,000 accounts with that many lines over three years, all of them in the rollups."""
    organization: UUID = _value(connection, "SELECT hera.create_organization('Large')")
    connection.execute(
        "SELECT hera.set_setting('rate_limit_max_requests', '10000000', %s),"
        " hera.grant_access(%s, %s::name, 'bench', 'accountant')",
        [organization, organization, LOGIN],
    )
    connection.execute(
        "SELECT hera.create_account(%s, 'B' || g, 'Account ' || g, (ARRAY['asset', 'liability', 'income', 'expense'])"
        "[1 + g %% 4]) FROM generate_series(1, %s) AS g",
        [organization, ACCOUNTS],
    )
    rng = random.Random(seed)
    post(connection, organization, [_journal(rng) for _ in range(SOURCES)])
    fill_documents(connection, lines // LINES_PER_DOCUMENT, organization)
    connection.execute("ANALYZE")
    return organization


def post(connection: Connection, organization: UUID, requests: list[dict[str, Any]]) -> None:
    """Post requests in batches."""
    for start in range(0, len(requests), 1_000):
        row = connection.execute(
            "SELECT count(*) FILTER (WHERE b.outcome ->> 'status' <> 'posted'), min(b.outcome ->> 'errors')"
            " FROM hera.submit_batch(%s, %s) AS b",
            [organization, json.dumps(requests[start : start + 1_000])],
        ).fetchone()
        assert row is not None
        assert row[0] == 0, row


def post_tail(connection: Connection, organization: UUID, lines: int, seed: int) -> None:
    """Post lines that no refresh has seen."""
    rng = random.Random(seed)
    post(connection, organization, [_journal(rng) for _ in range(lines // LINES_PER_DOCUMENT)])


def fill_postings(connection: Connection, organization: UUID, count: int, seed: int) -> None:
    """Keep two sets of requests: between the same two accounts, and between any of 1,000."""
    rng = random.Random(seed)
    connection.execute(
        "CREATE TABLE bench.posting (accounts integer, n integer, organization_id uuid, request jsonb,"
        " PRIMARY KEY (accounts, n))"
    )
    connection.execute(f"GRANT SELECT ON bench.posting TO {LOGIN}")
    with connection.cursor().copy("COPY bench.posting FROM STDIN") as copy:
        for accounts in (2, ACCOUNTS):
            for number in range(1, count + 1):
                debit, credit = rng.sample(range(1, accounts + 1), 2)
                copy.write_row((accounts, number, organization, json.dumps(_transfer(rng, debit, credit))))
    connection.execute("ANALYZE bench.posting")


def milliseconds(connection: Connection, query: str, choose: Callable[[], list[Any]], calls: int) -> float:
    """Median time of a query on a warm connection, its rows fetched."""
    times = []
    for number in range(-10, calls):
        parameters = choose()
        started = time.perf_counter()
        connection.execute(query.encode(), parameters, prepare=True).fetchall()
        if number >= 0:
            times.append(time.perf_counter() - started)
    return median(times) * 1000


def any_day(rng: random.Random) -> date:
    """A day of the books."""
    return LAST_DAY - timedelta(days=rng.randrange(DAYS))


def any_account(rng: random.Random) -> str:
    """Code of an account of the books."""
    return f"B{rng.randint(1, ACCOUNTS)}"


def _transfer(rng: random.Random, debit: int, credit: int) -> dict[str, Any]:
    amount = rng.randint(1, 100_000) / 100
    return {
        "transaction_type": "journal",
        "transaction_date": str(any_day(rng)),
        "lines": [
            {"account": f"B{debit}", "side": "debit", "amount": amount},
            {"account": f"B{credit}", "side": "credit", "amount": amount},
        ],
    }


def _journal(rng: random.Random) -> dict[str, Any]:
    request = _transfer(rng, *rng.sample(range(1, ACCOUNTS + 1), 2))
    request["lines"] += _transfer(rng, *rng.sample(range(1, ACCOUNTS + 1), 2))["lines"]
    if rng.random() < 0.5:
        request["unit"] = f"unit {rng.randint(1, UNITS)}"
    return request


def _value(connection: Connection, query: str, parameters: list[Any] | None = None) -> Any:
    row = connection.execute(query.encode(), parameters).fetchone()
    assert row is not None
    return row[0]
