"""Every report of random books against a model that computes it the plain way."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.databases import Connection
from support.entry import Entry
from support.ledger_model import BASE, START
from support.people import OrganizationFactory
from support.random_books import RandomBooks

UNITS = (None, "bar", "shop: north, 1")


def test_reports_equal_the_model(
    db: Connection, organization: OrganizationFactory, scaled: Callable[[int], int]
) -> None:
    @settings(
        max_examples=scaled(600), deadline=None, database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip
    @given(choose=st.randoms(use_true_random=False), steps=st.integers(1, 25))
    def check(choose: random.Random, steps: int) -> None:
        with db.transaction(force_rollback=True):
            books = RandomBooks(db, organization(), choose)
            for part in range(choose.randint(1, 3)):
                # Some lines in the rollups, some in the tail, and documents dated before those that are rolled up.
                if part:
                    db.execute("SELECT hera.refresh_balances(%s)", [books.organization])
                books.grow(steps)
            assert db.execute("SELECT hera_internal.find_bad_balances(%s)", [books.organization]).fetchone() == (None,)
            days = sorted({START - timedelta(days=1), books.maker.day(), books.maker.day(), date(2026, 12, 31)})
            for day in days:
                check_day(books, day)
            for since, until in pairwise(days):
                check_period(books, since, until, choose.choice(UNITS))

    check()


def check_day(books: RandomBooks, day: date) -> None:
    """Trial balance, open items and balance sheet of a day."""
    entry, model = Entry(books.connection, books.organization), books.model
    balances = model.balances(None, day)
    trial = {(row[0], row[2]): row[3] - row[4] for row in entry.rows("trial_balance", p_as_of=day)}
    assert trial == balances
    for kind, sign in (("receivable", 1), ("payable", -1)):
        items = {(row[0], row[6]): (row[8], row[9]) for row in entry.rows("aged_items", p_kind=kind, p_as_of=day)}
        assert items == model.open_items(kind, day)
        total: dict[str, Decimal] = defaultdict(Decimal)
        for (_, currency), (amount, _) in items.items():
            total[currency] += sign * amount
        control = model.roles[kind]
        expected = {currency: amount for (code, currency), amount in balances.items() if code == control and amount}
        assert {currency: amount for currency, amount in total.items() if amount} == expected
    base = model.base_balances(None, day)
    assert {row[0]: row[3] - row[4] for row in entry.rows("trial_balance_base", p_as_of=day)} == base
    assert sum(base.values()) == 0
    sheet = entry.rows("balance_sheet", p_as_of=day)
    assert {row[3] for row in sheet} <= {BASE}
    totals = {row[0]: row[4] for row in sheet if row[5]}
    if base:
        assert totals["assets"] == totals["liabilities_and_equity"] == model.statement(("asset",), None, day)
        assert totals["liabilities"] == -model.statement(("liability",), None, day)
    assert {row[1]: abs(row[4]) for row in sheet if row[1]} == {
        code: abs(amount) for code, amount in base.items() if amount and code < "4"
    }


def check_period(books: RandomBooks, since: date, until: date, unit: str | None) -> None:
    """General ledger, statements of accounts and income statement of a period."""
    entry, model = Entry(books.connection, books.organization), books.model
    expected = model.general_ledger(since, until, unit)
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for row in entry.rows("general_ledger", p_from=since, p_to=until, p_unit=unit):
        found[row[0], row[10]].append((row[4], row[5], row[13]))
    assert found == expected
    for account in {key[0] for key in expected}:
        if unit is None:
            rows = entry.rows("account_statement", p_account=account, p_from=since, p_to=until)
            closing = {row[8]: row[11] for row in rows if row[0] == "closing"}
            assert closing == {key[1]: lines[-1][2] for key, lines in expected.items() if key[0] == account}
    statement = entry.rows("income_statement", p_from=since, p_to=until, p_unit=unit)
    result = {row[3]: row[4] for row in statement if row[0] == "result"}
    wanted = model.statement(("income", "expense"), since, until, unit)
    assert result == {BASE: -wanted} or (not result and wanted == 0)
