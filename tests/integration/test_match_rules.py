"""The search of what a payment pays keeps its promises for random amounts, and its time is bounded."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from typing import Any
from uuid import UUID

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Database
from support.office import value

MONEY = st.integers(1, 60).map(lambda cents: Decimal(cents) / 100)


def subsets(amounts: list[Decimal], target: Decimal, smallest: int) -> list[tuple[int, ...]]:
    """Brute force: every set of positions that adds up, fewest members first, then the earliest."""
    found = [
        chosen
        for size in range(smallest, len(amounts) + 1)
        for chosen in combinations(range(1, len(amounts) + 1), size)
        if sum(amounts[n - 1] for n in chosen) == target
    ]
    return sorted(found, key=lambda chosen: (len(chosen), sum(1 << (n - 1) for n in chosen)))


def test_subsets_are_those_of_brute_force(shared_database: Database, scaled: Callable[[int], int]) -> None:
    with psycopg.connect(shared_database.dsn, autocommit=True) as connection:

        @settings(max_examples=max(50, scaled(5_000)), deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(st.lists(MONEY, max_size=9), st.data())
        def check(amounts: list[Decimal], data: st.DataObject) -> None:
            of_some = data.draw(st.booleans())
            if amounts and of_some:
                target = sum(data.draw(st.lists(st.sampled_from(amounts), min_size=1, max_size=4)), Decimal(0))
            else:
                target = data.draw(MONEY)
            smallest = data.draw(st.integers(1, 2))
            row = connection.execute(
                "SELECT solutions, positions FROM hera_internal.find_subset(%s::numeric[], %s, %s)",
                [amounts, target, smallest],
            ).fetchone()
            wanted = subsets(amounts, target, smallest)
            assert row == (len(wanted), list(wanted[0]) if wanted else None)

        check()


def test_decision_keeps_its_promises(shared_database: Database, scaled: Callable[[int], int]) -> None:
    """Whatever is open: never more than is paid or open is settled, and what is certain is the only one of its kind."""
    candidate = st.fixed_dictionaries({"open": MONEY, "named": st.booleans()})
    with psycopg.connect(shared_database.dsn, autocommit=True) as connection:

        @settings(max_examples=max(50, scaled(5_000)), deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(st.lists(candidate, min_size=1, max_size=8), MONEY, st.booleans())
        def check(drawn: list[dict[str, Any]], amount: Decimal, payment: bool) -> None:
            candidates = [
                {**item, "open": str(item["open"]), "transaction_id": str(UUID(int=n))} for n, item in enumerate(drawn)
            ]
            inputs = {
                "candidates": candidates,
                "amount": str(amount),
                "payment": payment,
                "minor_unit": 2,
                "tolerance": "0",
                "open": len(drawn),
                "total": str(sum(item["open"] for item in drawn)),
            }
            chosen = value(connection, "SELECT hera_internal.choose_documents(%s)", [Jsonb(inputs)])
            assert chosen == value(connection, "SELECT hera_internal.choose_documents(%s)", [Jsonb(inputs)])
            if chosen is None:
                assert not payment
                return
            opens = {item["transaction_id"]: Decimal(item["open"]) for item in candidates}
            parts = {item["transaction_id"]: Decimal(str(item["amount"])) for item in chosen["settles"]}
            assert all(0 < part <= opens[identifier] for identifier, part in parts.items())
            assert sum(parts.values()) <= amount
            named = [item["open"] for item in drawn if item["named"]]
            if chosen["certain"]:
                assert sum(parts.values()) == amount
                alike = subsets(named or [item["open"] for item in drawn], amount, 1)
                exact = [item for item in (named or [i["open"] for i in drawn]) if item == amount]
                assert len(alike) <= 1 or (not named and len(exact) == 1)
            else:
                assert chosen["reason"]

        check()


def test_twenty_equal_documents_are_searched_in_bounded_time(shared_database: Database) -> None:
    with psycopg.connect(shared_database.dsn, autocommit=True) as connection:
        connection.execute("SET statement_timeout = '5s'")
        query = "SELECT solutions, positions FROM hera_internal.find_subset(array_fill(1::numeric, ARRAY[25]), 10, 2)"
        row = connection.execute(query).fetchone()
        assert row == (184_756, list(range(1, 11)))
