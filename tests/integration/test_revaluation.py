"""Revaluation moves balances to the rates of a day, again and again, and equals a model."""

from __future__ import annotations

import random
import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.databases import Connection
from support.entry import Entry
from support.foreign_books import Books
from support.ledger_model import BASE, START, rounded
from support.office import Office, refused, submit, value
from support.people import OrganizationFactory
from support.random_books import RandomBooks

MONETARY = ("receivable", "payable", "bank", "cash", "card_clearing", "payroll_payable")


@pytest.fixture
def books(office: Office) -> Books:
    return Books(office)


def test_revaluation_again_and_with_other_rates(books: Books) -> None:
    """A second run does nothing; changed rates and late documents post what changed; all is back on the next day."""
    books.post("invoice", "2026-03-01", 100, account="4000", exchange_rate="0.80")
    books.post("expense", "2026-03-02", 40, account="5000", exchange_rate="0.80")
    books.post("bill", "2026-03-02", 60, account="5000", exchange_rate="0.80")
    with refused("ZHF01"):
        books.revalue("2026-03")
    books.rate("USD", "2026-03-31", "0.9")
    assert books.revalue("2026-03", dry=True)["status"] == "dry_run"
    assert books.revalue("2026-03")["status"] == "posted"
    standing = {"1100": 90, "1000": -36, "2000": -54, "4000": -80, "5000": 80}
    assert books.base("2026-03-31") == standing
    assert books.revalue("2026-03")["status"] == "unchanged"
    assert books.revalue("2026-03", dry=True)["status"] == "unchanged"
    books.rate("USD", "2026-03-31", "0.7")
    books.post("invoice", "2026-03-31", 10, account="4000", exchange_rate="0.80")
    outcome = books.revalue("2026-03")
    assert outcome["status"] == "posted"
    assert {(b["account"], b["carried"], b["value"]) for b in outcome["balances"]} == {
        ("1000", -36, -28), ("1100", 98, 77), ("2000", -54, -42),
    }  # fmt: skip
    assert books.base("2026-03-31") == {"1100": 77, "1000": -28, "2000": -42, "4000": -88, "5000": 80, "6630": 1}
    assert books.base("2026-04-01") == {"1100": 88, "1000": -32, "2000": -48, "4000": -88, "5000": 80}
    links = books.get(outcome["transaction_id"])
    assert links["reversed_by"] == outcome["reversal_id"]
    with refused("ZHL09"):
        books.call("reverse(%s, %s, 'x')", outcome["transaction_id"])
    with refused("ZHV10"):
        books.revalue("2026-03-X")
    with refused("ZHV10"):
        books.revalue("2026-YE")
    books.sound()


def test_what_is_revalued(books: Books) -> None:
    """Money and claims, not stock or sales; other accounts where they are said to be monetary."""
    books.rate("USD", "2026-03-01", "0.8")
    books.call("create_account(%s, '1090', 'Dollar deposit', 'asset')")
    lines = [
        {"account": "1090", "side": "debit", "amount": 100}, {"account": "1200", "side": "debit", "amount": 100},
        {"account": "3000", "side": "credit", "amount": 200},
    ]  # fmt: skip
    request = {"transaction_type": "journal", "transaction_date": "2026-03-01", "currency": "USD", "lines": lines}
    assert submit(books.caller, books.organization, request)["status"] == "posted"
    books.rate("USD", "2026-03-31", "0.9")
    assert books.revalue("2026-03", dry=True)["balances"] == []
    books.call("set_monetary(%s, '1090', true)")
    assert [b["account"] for b in books.revalue("2026-03", dry=True)["balances"]] == ["1090"]
    with refused("ZHV10"):
        books.call("set_monetary(%s, '3000', true)")
    assert books.call("close_period(%s, '2026-03')")["checklist"][-1] == {
        "check": "revaluation", "ok": False, "blocking": False,
        "detail": "foreign balances are not at the rates of the last day: 1090 USD",
    }  # fmt: skip
    with refused("ZHL12"):
        books.revalue("2026-03")
    books.call("set_monetary(%s, '1090', NULL)")
    assert books.revalue("2026-03")["status"] == "unchanged"


def test_who_may_revalue(office: Office, books: Books) -> None:
    viewer = office.connect(office.login(books.organization, "viewer"))
    stranger = office.connect(office.login(office.organization("Elsewhere"), "owner"))
    for connection in (viewer, stranger):
        for call in (
            "revalue(%s, '2026-01')", "set_monetary(%s, '1000', true)", "set_exchange_accounts(%s)",
            "load_exchange_rates(%s, '[]')", "set_exchange_rate(%s, 'EUR', 'GBP', '2026-01-01', 1, 'x')",
        ):  # fmt: skip
            with refused("ZHZ01"):
                connection.execute(f"SELECT hera.{call}".encode(), [books.organization])
    with refused("ZHZ01"):
        stranger.execute("SELECT hera.trial_balance_base(%s)", [books.organization])


def test_two_revaluations_at_once(books: Books) -> None:
    books.post("invoice", "2026-03-01", 100, account="4000", exchange_rate="0.80")
    books.rate("USD", "2026-03-31", "0.9")
    callers = [books.office.connect(books.office.login(books.organization, "owner")) for _ in range(4)]
    gate = threading.Barrier(len(callers))

    def run(caller: Connection) -> str:
        gate.wait()
        return str(value(caller, "SELECT hera.revalue(%s, '2026-03', false) ->> 'status'", [books.organization]))

    with ThreadPoolExecutor(len(callers)) as pool:
        assert sorted(pool.map(run, callers)) == ["posted", "unchanged", "unchanged", "unchanged"]
    assert books.base("2026-03-31") == {"1100": 90, "4000": -80, "6630": -10}


def test_year_end_in_both_currencies(books: Books) -> None:
    """Income, expenses and differences go to retained earnings: nothing is left of them in any currency."""
    invoice = books.post("invoice", "2025-03-01", 100, account="4000", exchange_rate="0.80")
    books.pay("customer_payment", "2025-04-01", 100, (invoice, 100), exchange_rate="0.70")
    books.post("expense", "2025-05-01", 30, account="5000", currency="GBP")
    books.post("invoice", "2025-06-01", -100, account="4000", exchange_rate="0.90")
    books.call("close_period(%s, '2025-12')")
    outcome = books.call("close_year(%s, 2025)")
    assert all(row not in books.base() for row in ("4000", "5000", "6630"))
    # Sales 80 - 90, loss 10, expense 30.
    assert books.base()[outcome["account"]] == 50
    for account in ("4000", "6630", outcome["account"]):
        assert books.foreign(account).get("USD", 0) == 0
    query = "SELECT amount FROM hera.income_statement(%s, '2025-01-01', '2025-12-31') WHERE section = 'result'"
    assert value(books.caller, query, [books.organization]) == -50
    books.sound()
    books.call("reopen_period(%s, '2025-12', 'again')")
    assert books.base()["4000"] == 10
    books.sound()


def test_revaluation_equals_the_model(
    db: Connection, organization: OrganizationFactory, scaled: Callable[[int], int]
) -> None:
    """Random books in four currencies: what is carried, what it is worth, and that revaluation and reversal are nothing."""

    @settings(
        max_examples=scaled(300), deadline=None, database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip
    @given(choose=st.randoms(use_true_random=False), steps=st.integers(1, 20))
    def check(choose: random.Random, steps: int) -> None:
        with db.transaction(force_rollback=True):
            books = RandomBooks(db, organization(), choose)
            books.grow(steps)
            revalue_all(books, choose)

    check()


def revalue_all(books: RandomBooks, choose: random.Random) -> None:
    """Some months in any order, each once more after its rates changed."""
    entry, model = Entry(books.connection, books.organization), books.model
    accounts = {model.roles[role] for role in MONETARY}
    for month in choose.sample(range(1, 9), 3):
        day = (START.replace(month=month) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        before = base_balances(entry, day), base_balances(entry, day + timedelta(days=1))
        for _ in range(2):
            rates = {code: Decimal(choose.randint(1, 30000)).scaleb(-4) for code in ("EUR", "JPY", "KWD")}
            for code, rate in rates.items():
                entry.set_exchange_rate(p_from=code, p_to=BASE, p_date=day, p_rate=rate, p_source="closing")
            outcome = entry.revalue(p_period=f"2026-{month:02}", p_dry_run=False)
            wanted: dict[str, Decimal] = defaultdict(Decimal)
            for (account, code), balance in model.balances(None, day).items():
                if account in accounts and code != BASE:
                    wanted[account] += rounded(abs(balance) * rates[code]).copy_sign(balance)
                elif account in accounts:
                    wanted[account] += balance
            found = base_balances(entry, day)
            assert {code: found.get(code, 0) for code in accounts} == {code: wanted.get(code, 0) for code in accounts}
            assert sum(found.values()) == 0
            gain = model.roles["fx_gain_loss"]
            others = {code for code in before[0] if code not in accounts and code != gain}
            assert {code: found.get(code, 0) for code in others} == {code: before[0][code] for code in others}
            after = base_balances(entry, day + timedelta(days=1))
            assert drop_zeros(after) == drop_zeros(before[1])
            assert entry.revalue(p_period=f"2026-{month:02}", p_dry_run=False)["status"] == "unchanged"
            assert outcome["status"] in ("posted", "unchanged")


def drop_zeros(balances: dict[str, Decimal]) -> dict[str, Decimal]:
    return {code: balance for code, balance in balances.items() if balance}


def base_balances(entry: Entry, day: date) -> dict[str, Decimal]:
    """Debit less credit per account in the currency of the organization."""
    return {row[0]: row[3] - row[4] for row in entry.rows("trial_balance_base", p_as_of=day)}
