"""Foreign currencies: values of lines, realised and unrealised differences, against worked examples and a plain oracle."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import UUID

import pytest

from support.databases import Connection
from support.foreign_books import Books
from support.ledger_model import rounded
from support.office import Office, bill, faults, journal, refused, set_rates, submit, submit_batch, value


@pytest.fixture
def books(office: Office) -> Books:
    return Books(office)


def test_worked_example_of_a_receivable(books: Books) -> None:
    """As textbooks work it (IAS 21.28): an invoice of 10,000 dollars, a year end before it is paid.

    1 November   invoice at 0.80:              receivable 8,000, sales 8,000
    31 December  closing rate 0.75, 7,500:     unrealised loss 500
    1 January    reversed:                     receivable 8,000 again, 500 back
    15 January   paid at 0.78:                 bank 7,800, receivable 8,000, realised loss 200
    Loss of the old year 500, of the new year 200 - 500 = -300, together the 200 that were lost in fact.
    """
    for day, rate in (("2025-11-01", "0.80"), ("2025-12-31", "0.75"), ("2026-01-15", "0.78")):
        books.rate("USD", day, rate)
    invoice = books.post("invoice", "2025-11-01", 10000, account="4000")
    assert books.base("2025-12-31") == {"1100": 8000, "4000": -8000}
    outcome = books.revalue("2025-12")
    assert outcome["status"] == "posted"
    assert outcome["balances"] == [
        {
            "account": "1100", "currency": "USD", "balance": 10000, "carried": 8000, "rate": 0.75, "value": 7500,
            "rate_date": "2025-12-31", "source": "test", "difference": -500,
        }
    ]  # fmt: skip
    assert books.base("2025-12-31") == {"1100": 7500, "4000": -8000, "6630": 500}
    assert books.base("2026-01-01") == {"1100": 8000, "4000": -8000}
    books.pay("customer_payment", "2026-01-15", 10000, (invoice, 10000))
    assert books.base() == {"1000": 7800, "4000": -8000, "6630": 200}
    assert books.foreign("1100") == {}
    query = "SELECT amount FROM hera.income_statement(%s, %s, %s) WHERE section = 'result'"
    results = [
        value(books.caller, query, [books.organization, *days])
        for days in (("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-12-31"))
    ]
    assert results == [7500, 300]
    books.sound()


def test_worked_example_of_a_payable(books: Books) -> None:
    """A bill of 3,000 at 0.80 (2,400), paid by 1,000 at 0.83 (830, carries 800: loss 30), 1,000 at 0.77 (gain 30), and the
    rest at 0.80 exactly (no difference, no line)."""
    identifier = books.post("bill", "2026-02-01", 3000, account="5000", exchange_rate="0.80")
    for rate, lines, difference in (("0.83", 4, 30), ("0.77", 4, 0), ("0.80", 2, 0)):
        paid = books.pay("payment", "2026-03-01", 1000, (identifier, 1000), exchange_rate=rate)
        assert len(books.get(paid)["posting"]) == lines
        assert books.base().get("6630", 0) == difference
    assert books.base() == {"1000": -2400, "5000": 2400}
    books.sound()


def test_the_last_part_takes_the_remainder(books: Books) -> None:
    """100 at 0.3333 is 33.33; thirds of it are 11.11 each, and the account ends at nothing in both currencies."""
    identifier = books.post("invoice", "2026-02-01", "100.00", account="4000", exchange_rate="0.3333")
    for part in ("33.33", "33.33", "33.34"):
        books.pay("customer_payment", "2026-02-02", part, (identifier, part), exchange_rate="0.3333")
        books.sound()
    assert "1100" not in books.base()
    query = (
        "SELECT array_agg(carried ORDER BY transaction_id) FROM hera_internal.exchange_difference WHERE settled_id = %s"
    )
    assert value(books.office.admin, query, [identifier]) == [Decimal("11.11"), Decimal("11.11"), Decimal("11.11")]


def test_one_payment_of_many(books: Books) -> None:
    """Each settled document is released at what it carries; what is left of the payment stays at the payment's rate."""
    first = books.post("invoice", "2026-02-01", 100, account="4000", exchange_rate="0.80")
    second = books.post("invoice", "2026-02-02", 50, account="4000", exchange_rate="0.90")
    books.pay("customer_payment", "2026-02-03", 200, (second, 50), (first, 100), exchange_rate="0.85")
    # Gain 5 on the first, loss 2.50 on the second; 50 dollars at 0.85 are a payment on account.
    assert books.base() == {"1000": 170, "1100": Decimal("-42.5"), "4000": -125, "6630": Decimal("-2.5")}
    books.sound()


def test_a_reversed_payment_releases_nothing(books: Books) -> None:
    identifier = books.post("bill", "2026-02-01", 90, account="5000", exchange_rate="0.8")
    first = books.pay("payment", "2026-02-03", 30, (identifier, 30), exchange_rate="0.9")
    books.call("reverse(%s, %s, 'wrong')", first)
    assert books.base() == {"2000": -72, "5000": 72}
    books.pay("payment", "2026-02-03", 90, (identifier, 90), exchange_rate="1")
    assert books.base() == {"1000": -90, "5000": 72, "6630": 18}
    books.sound()


def test_gains_and_losses_apart(books: Books) -> None:
    books.call("create_account(%s, '7950', 'Exchange gains', 'income')")
    books.call("set_exchange_accounts(%s, '7950', NULL)")
    for rate in ("0.9", "0.7"):
        identifier = books.post("invoice", "2026-02-01", 100, account="4000", exchange_rate="0.8")
        books.pay("customer_payment", "2026-02-03", 100, (identifier, 100), exchange_rate=rate)
    assert [books.base()[code] for code in ("7950", "6630")] == [-10, 10]
    with refused("ZHV10"):
        books.call("set_exchange_accounts(%s, '1000')")
    with refused("ZHV11"):
        books.call("set_exchange_accounts(%s, '4000', '6640')")
    with refused("ZHL02"):
        books.call("set_exchange_accounts(%s, 'nowhere')")
    books.call("set_exchange_accounts(%s)")
    identifier = books.post("invoice", "2026-02-01", 100, account="4000", exchange_rate="0.8")
    books.pay("customer_payment", "2026-02-03", 100, (identifier, 100), exchange_rate="0.9")
    assert [books.base().get(code, 0) for code in ("7950", "6630")] == [-10, 0]


def test_values_are_spread_by_largest_remainder(books: Books) -> None:
    """Three lines of 0.10 at 0.333 are worth 0.10 together: 0.03 each and one more to the first."""
    lines = [{"account": "5000", "side": "debit", "amount": "0.10"}] * 3
    request = journal(currency="USD", exchange_rate="0.333")
    request["lines"] = [*lines, {"account": "1000", "side": "credit", "amount": "0.30"}]
    posting = submit(books.caller, books.organization, request)["posting"]
    assert [line["base_amount"] for line in posting] == [0.04, 0.03, 0.03, 0.1]
    tiny = submit(books.caller, books.organization, journal("0.01", currency="USD", exchange_rate="0.01"))
    assert [line["base_amount"] for line in tiny["posting"]] == [0, 0]
    books.sound()


def test_the_rate_of_the_day(books: Books) -> None:
    request = bill(100, account="5000", currency="USD", transaction_date="2026-02-10")
    assert faults(submit(books.caller, books.organization, request)) == [("FX_001", "exchange_rate")]
    books.rate("USD", "2026-02-01", "0.8")
    books.rate("USD", "2026-02-11", "0.9")
    posted = submit(books.caller, books.organization, request | {"idempotency_key": "k"})
    assert posted["posting"][0]["base_amount"] == 80
    assert books.get(posted["transaction_id"])["exchange_rate"] == 0.8
    assert submit(books.caller, books.organization, request | {"idempotency_key": "k"})["posting"] == posted["posting"]
    # A correction keeps the rate with the day, and takes the rate of another day with that.
    corrected = books.call("correct(%s, %s, %s, 'x')", posted["transaction_id"], '{"total_amount": 50}')
    assert corrected["posting"][0]["base_amount"] == 40
    corrected = books.call(
        "correct(%s, %s, %s, 'x')", corrected["transaction_id"], '{"transaction_date": "2026-02-12"}'
    )
    assert corrected["posting"][0]["base_amount"] == 45
    assert books.base() == {"2000": -45, "5000": 45}
    batch = submit_batch(books.caller, books.organization, [request, request | {"currency": "CHF"}])
    assert [outcome["status"] for outcome in batch] == ["posted", "rejected"]
    assert batch[0]["posting"][0]["base_amount"] == 80
    books.sound()


def test_a_document_that_waited_keeps_the_rate_it_showed(books: Books) -> None:
    books.rate("USD", "2026-02-01", "0.8")
    request = bill(100, currency="USD", transaction_date="2026-02-10", counterparty="Nobody knows", description="odd")
    waiting = submit(books.caller, books.organization, request)
    assert waiting["status"] == "manual_required"
    books.rate("USD", "2026-02-02", "0.9")
    decided = books.call("record_feedback(%s, %s, 'corrected', %s)", waiting["transaction_id"], '{"account": "5000"}')
    assert (decided["status"], decided["posting"][0]["base_amount"]) == ("posted", 80)
    moved = books.call("record_feedback(%s, %s, 'corrected', %s)", waiting["transaction_id"], '{"account": "5010"}')
    assert (moved["status"], moved["posting"][0]["base_amount"]) == ("posted", 80)
    other = submit(books.caller, books.organization, request | {"description": "odder", "counterparty": "Nor this"})
    changed = books.call("update_draft(%s, %s, %s)", other["transaction_id"], '{"currency": "USD", "account": "5000"}')
    assert (changed["status"], changed["posting"][0]["base_amount"]) == ("posted", 90)
    assert books.base() == {"2000": -170, "5010": 80, "5000": 90}
    books.sound()


def test_a_waiting_payment_realises_when_it_posts(books: Books) -> None:
    books.call("set_exchange_rate(%s, 'USD', 'GBP', '2026-01-01', 0.8, 'test')")
    owed = [books.post("invoice", "2026-02-01", 100, account="4000", exchange_rate=rate) for rate in ("0.8", "0.7")]
    request = {
        "transaction_type": "customer_payment", "transaction_date": "2026-02-05", "currency": "USD", "total_amount": 100,
        "counterparty": "Acme Inc", "exchange_rate": "0.9",
    }  # fmt: skip
    outcome = submit(books.caller, books.organization, request)
    assert outcome["status"] == "pending_review", "two documents fit alike"
    decided = books.call("record_feedback(%s, %s, 'approved')", outcome["transaction_id"])
    assert decided["status"] == "posted", owed
    settled = {link["transaction_id"] for link in books.get(outcome["transaction_id"])["settles"]}
    assert books.base()["6630"] == (-10 if settled == {owed[0]} else -20)
    books.sound()


def test_own_currency_has_the_rate_one(books: Books) -> None:
    request = bill(100, account="5000")
    assert faults(submit(books.caller, books.organization, request | {"exchange_rate": "0.01"})) == [
        ("VAL_011", "exchange_rate")
    ]
    outcome = submit(books.caller, books.organization, request | {"exchange_rate": "1.0"})
    assert outcome["status"] == "posted"
    assert all("base_amount" not in line for line in outcome["posting"])


def test_two_payments_at_once(books: Books) -> None:
    """The second waits for the first and releases what that left; together they release what the invoice carries."""
    identifier = books.post("invoice", "2026-02-01", 100, account="4000", exchange_rate="0.8")
    callers = [books.office.connect(books.office.login(books.organization)) for _ in range(8)]
    gate = threading.Barrier(len(callers))

    def settle(caller: Connection) -> str:
        request = {
            "transaction_type": "customer_payment", "total_amount": 25, "currency": "USD", "exchange_rate": "0.9",
            "counterparty": "Acme Inc", "settles": [{"transaction_id": identifier, "amount": 25}],
        }  # fmt: skip
        gate.wait()
        return str(submit(caller, books.organization, request)["status"])

    with ThreadPoolExecutor(len(callers)) as pool:
        outcomes = list(pool.map(settle, callers))
    assert sorted(outcomes) == ["posted"] * 4 + ["rejected"] * 4
    assert books.base() == {"1000": 90, "4000": -80, "6630": -10}
    books.sound()


def test_differences_never_change(office: Office, books: Books) -> None:
    invoice = books.post("invoice", "2025-03-01", 100, account="4000", exchange_rate="0.80")
    books.pay("customer_payment", "2025-04-01", 100, (invoice, 100), exchange_rate="0.70")
    for statement in ("UPDATE {} SET carried = 0", "DELETE FROM {}", "TRUNCATE {}"):
        with refused("ZHL03"):
            office.admin.execute(statement.format("hera_internal.exchange_difference").encode())


def test_verify_names_a_value_that_was_changed(office: Office, books: Books) -> None:
    identifier = books.post("invoice", "2025-03-01", 100, account="4000", exchange_rate="0.80")
    with office.admin.transaction(force_rollback=True):
        office.admin.execute("ALTER TABLE hera.universal_transaction_lines DISABLE TRIGGER USER")
        office.admin.execute(
            "UPDATE hera.universal_transaction_lines SET base_amount = 80.001 WHERE transaction_id = %s AND side = 'debit'",
            [identifier],
        )
        query = "SELECT check_name FROM hera.{}(%s) WHERE NOT ok ORDER BY 1"
        for function in ("verify", "verify_since"):
            rows = office.admin.execute(query.format(function).encode(), [books.organization]).fetchall()
            found = {row[0] for row in rows}
            assert found >= {
                "every posted document balances in each currency", "amounts have the decimals of their currency",
                "balances equal their lines",
            }  # fmt: skip


def test_rollups_carry_values(office: Office, books: Books) -> None:
    """The tail, the rollups after a refresh and rollups made anew say the same."""
    set_rates(office, books.organization, USD="0.8333")
    for number in range(1, 8):
        books.post(
            "expense", f"2026-0{number}-03", f"{number}.37", account="5000", unit="north" if number % 2 else None
        )
    expected = books.base()
    for call in ("refresh_balances", "rebuild_balances"):
        office.admin.execute(f"SELECT hera.{call}(%s)".encode(), [books.organization])
        assert books.base() == expected
        books.sound()
    query = "SELECT debit FROM hera.trial_balance_base(%s, NULL, 'north') WHERE account_code = '5000'"
    cents = sum((rounded(Decimal(f"{number}.37") * Decimal("0.8333")) for number in (1, 3, 5, 7)), Decimal())
    assert value(books.caller, query, [books.organization]) == cents


def test_identity_of_a_foreign_organization(office: Office) -> None:
    """An organization in yen values pounds in yen, which has no decimals."""
    organization = office.organization("Yen", currency="JPY")
    set_rates(office, organization, GBP="190.55")
    caller = office.connect(office.login(organization))
    outcome = submit(caller, organization, bill("10.01", account="5000", currency="GBP"))
    assert [line["base_amount"] for line in outcome["posting"]] == [1907, 1907]
    assert isinstance(UUID(outcome["transaction_id"]), UUID)
