"""A payment finds the open documents it pays: by reference, amount, combination; never by chance, never twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, submit, submit_patiently, value

_numbers = count(1)


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Matching")


@pytest.fixture(scope="module")
def login(office: Office, organization: UUID) -> str:
    return office.login(organization)


@pytest.fixture(scope="module")
def caller(office: Office, login: str) -> Connection:
    return office.connect(login)


@pytest.fixture
def payee() -> str:
    return f"Supplier {next(_numbers)}"


def owe(caller: Connection, organization: UUID, payee: str, amount: Any, **fields: Any) -> str:
    outcome = submit(caller, organization, bill(amount, counterparty=payee, account="5000", **fields))
    assert outcome["status"] == "posted", outcome
    return str(outcome["transaction_id"])


def pay(caller: Connection, organization: UUID, payee: str, amount: Any, **fields: Any) -> dict[str, Any]:
    request = {"transaction_type": "payment", "counterparty": payee, "total_amount": amount, **fields}
    return submit(caller, organization, request)


def settles(outcome: dict[str, Any]) -> dict[str, Any]:
    return {item["transaction_id"]: item["amount"] for item in outcome["explanation"].get("settles", [])}


def open_of(office: Office, organization: UUID, identifier: str) -> Decimal:
    query = (
        "SELECT coalesce(sum(open_amount), 0) FROM hera_internal.open_item"
        " WHERE organization_id = %s AND transaction_id = %s"
    )
    return Decimal(value(office.admin, query, [organization, identifier]))


def decided(outcome: dict[str, Any]) -> tuple[str, str, str]:
    return outcome["status"], outcome["explanation"]["stage"], outcome["explanation"].get("rule", "")


def test_the_amount_of_one_document(office: Office, caller: Connection, organization: UUID, payee: str) -> None:
    first, second = (owe(caller, organization, payee, amount) for amount in (100, 250))
    outcome = pay(caller, organization, payee, 250)
    assert decided(outcome) == ("posted", "match", "amount")
    assert settles(outcome) == {second: 250}
    assert (outcome["account"], outcome["confidence"]) == ("2000", None)
    assert [open_of(office, organization, identifier) for identifier in (first, second)] == [100, 0]
    links = value(caller, "SELECT hera.get_transaction(%s, %s) -> 'settled_by'", [organization, second])
    assert [link["transaction_id"] for link in links] == [outcome["transaction_id"]]


def test_a_customer_pays(caller: Connection, organization: UUID, payee: str) -> None:
    request = {"transaction_type": "invoice", "counterparty": payee, "total_amount": 80, "account": "4000"}
    invoice = submit(caller, organization, request)["transaction_id"]
    owed = owe(caller, organization, payee, 80)
    receipt = {"transaction_type": "receipt", "counterparty": payee, "total_amount": 80}
    assert settles(submit(caller, organization, receipt)) == {invoice: 80}
    assert settles(pay(caller, organization, payee, 80)) == {owed: 80}


def test_equal_candidates_wait_for_a_person(office: Office, caller: Connection, organization: UUID, payee: str) -> None:
    owed = [owe(caller, organization, payee, 75) for _ in range(2)]
    outcome = pay(caller, organization, payee, 75)
    assert decided(outcome) == ("pending_review", "match", "amount")
    assert outcome["explanation"]["reason"] == "2 open documents have this amount"
    assert [open_of(office, organization, identifier) for identifier in owed] == [75, 75]
    value(caller, "SELECT hera.approve(%s, %s)", [organization, outcome["transaction_id"]])
    assert [open_of(office, organization, identifier) for identifier in owed] == [0, 75]


def test_a_reference_decides(caller: Connection, organization: UUID, payee: str) -> None:
    first = owe(caller, organization, payee, 75, reference_number="INV-2026/0042")
    second = owe(caller, organization, payee, 75, reference_number="INV-2026/0043")
    outcome = pay(caller, organization, payee, 75, description="Payment of inv 2026 0043, thank you")
    assert decided(outcome) == ("posted", "match", "reference")
    assert settles(outcome) == {second: 75}
    outcome = pay(caller, organization, payee, 30, reference_number="inv2026-0042")
    assert decided(outcome) == ("posted", "match", "reference_partial")
    assert settles(outcome) == {first: 30}
    outcome = pay(caller, organization, payee, 50, description="INV-2026/0042")
    assert decided(outcome) == ("pending_review", "match", "reference_overpaid")
    assert settles(outcome) == {first: 45}


def test_several_documents_in_one_payment(caller: Connection, organization: UUID, payee: str) -> None:
    amounts = (Decimal("110.10"), Decimal("57.33"), Decimal("912.00"), Decimal("48.48"))
    owed = {amount: owe(caller, organization, payee, amount) for amount in amounts}
    outcome = pay(caller, organization, payee, "158.58")
    assert decided(outcome) == ("posted", "match", "combination")
    assert set(settles(outcome)) == {owed[amounts[0]], owed[amounts[3]]}
    outcome = pay(caller, organization, payee, "969.33")
    assert decided(outcome) == ("posted", "match", "balance")


def test_two_combinations_wait(caller: Connection, organization: UUID, payee: str) -> None:
    for amount in (10, 20, 30, 40):
        owe(caller, organization, payee, amount)
    outcome = pay(caller, organization, payee, 50)
    assert decided(outcome) == ("pending_review", "match", "combination")
    assert outcome["explanation"]["reason"] == "2 sets of open documents have this amount"


def test_many_documents_do_not_add_up_by_chance(caller: Connection, organization: UUID, payee: str) -> None:
    amounts = [Decimal(2) ** n / 100 for n in range(14)]
    for amount in amounts:
        owe(caller, organization, payee, amount)
    outcome = pay(caller, organization, payee, sum(amounts[2:9]))
    assert decided(outcome) == ("pending_review", "match", "combination")
    assert "by chance" in outcome["explanation"]["reason"]


def test_a_part_and_too_much(office: Office, caller: Connection, organization: UUID, payee: str) -> None:
    owed = owe(caller, organization, payee, 100)
    assert decided(pay(caller, organization, payee, 40)) == ("posted", "match", "partial")
    assert open_of(office, organization, owed) == 60
    outcome = pay(caller, organization, payee, 70)
    assert decided(outcome) == ("pending_review", "match", "overpaid")
    other = owe(caller, organization, payee, 500)
    outcome = pay(caller, organization, payee, 77)
    assert decided(outcome) == ("pending_review", "match", "partial")
    assert settles(outcome) == {owed: 60, other: 17}


def test_nothing_is_open(caller: Connection, organization: UUID, payee: str) -> None:
    assert decided(pay(caller, organization, payee, 40)) == ("posted", "type", "")
    owe(caller, organization, payee, 40, currency="EUR", exchange_rate="0.85")
    owe(caller, organization, payee, 40, transaction_date="2019-01-01")
    assert decided(pay(caller, organization, payee, 40)) == ("posted", "type", "")


def test_a_bill_coded_to_the_creditors_claims_nothing(
    office: Office, caller: Connection, organization: UUID, payee: str
) -> None:
    """It credits and debits the same control account, so nothing is open on it."""
    payable = value(
        office.admin,
        "SELECT control_accounts ->> 'payable' FROM hera.core_organizations WHERE organization_id = %s",
        [organization],
    )
    outcome = submit(caller, organization, bill(80, counterparty=payee, account=payable))
    assert outcome["status"] == "posted", outcome
    assert open_of(office, organization, str(outcome["transaction_id"])) == 0
    assert value(office.admin, "SELECT bool_and(ok) FROM hera.verify(%s)", [organization]) is True


def test_money_received_that_is_coded_to_the_creditors_is_owed(
    office: Office, caller: Connection, organization: UUID, payee: str
) -> None:
    """The template names no control account, the account that was stated is one."""
    payable = value(
        office.admin,
        "SELECT control_accounts ->> 'payable' FROM hera.core_organizations WHERE organization_id = %s",
        [organization],
    )
    request = {"transaction_type": "customer_payment", "total_amount": 80, "counterparty": payee, "account": payable}
    outcome = submit(caller, organization, request)
    assert outcome["status"] == "posted", outcome
    assert open_of(office, organization, str(outcome["transaction_id"])) == 80
    assert value(office.admin, "SELECT bool_and(ok) FROM hera.verify(%s)", [organization]) is True


def test_a_payment_on_account_says_so(office: Office, caller: Connection, organization: UUID, payee: str) -> None:
    owed = owe(caller, organization, payee, 40)
    assert decided(pay(caller, organization, payee, 40, settles=[])) == ("posted", "type", "")
    assert open_of(office, organization, owed) == 40


def test_tolerance_and_window_are_settings(office: Office, caller: Connection, organization: UUID, payee: str) -> None:
    other = office.organization("Tolerant")
    for name, setting in (("match_tolerance", "0.05"), ("match_window_days", "30"), ("match_days_ahead", "0")):
        office.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, setting, other])
    admin = office.admin
    owed = owe(admin, other, payee, 100, transaction_date="2026-03-01")
    assert decided(pay(admin, other, payee, "99.96", transaction_date="2026-02-28")) == ("posted", "type", "")
    assert decided(pay(admin, other, payee, "99.96", transaction_date="2026-04-01")) == ("posted", "type", "")
    outcome = pay(admin, other, payee, "99.96", transaction_date="2026-03-31")
    assert decided(outcome) == ("posted", "match", "amount_tolerance")
    assert open_of(office, other, owed) == Decimal("0.04")
    office.admin.execute("SELECT hera.set_setting('match_window_days', '0', %s)", [other])
    assert decided(pay(admin, other, payee, "0.04", transaction_date="2026-03-31")) == ("posted", "type", "")


def test_what_is_paid_from_the_bank(caller: Connection, organization: UUID, payee: str) -> None:
    """An expense pays a bill when it has its amount; otherwise, or with tax of its own, it is a purchase like any other."""
    owed = owe(caller, organization, payee, 64)
    expense = {"transaction_type": "expense", "counterparty": payee}
    assert submit(caller, organization, {**expense, "total_amount": 63})["explanation"]["stage"] == "none"
    taxed = submit(caller, organization, {**expense, "total_amount": 64, "tax_amount": 4})
    assert taxed["explanation"]["stage"] == "none"
    rule = value(caller, "SELECT hera.define_rule(%s, '5010', %s, 'x')", [organization, Jsonb({"counterparty": payee})])
    assert submit(caller, organization, {**expense, "total_amount": 64})["explanation"]["stage"] == "rule"
    caller.execute("SELECT hera.retire_rule(%s, %s)", [organization, rule])
    outcome = submit(caller, organization, {**expense, "total_amount": 64})
    assert (outcome["account"], settles(outcome)) == ("2000", {owed: 64})


def test_an_approved_match_is_no_lesson(caller: Connection, organization: UUID, payee: str) -> None:
    """The control account is right for this payment only: the next purchase from there is not proposed to it."""
    for _ in range(2):
        owe(caller, organization, payee, 64)
    expense = {"transaction_type": "expense", "counterparty": payee, "total_amount": 64}
    outcome = submit(caller, organization, expense)
    assert decided(outcome)[:2] == ("pending_review", "match")
    value(caller, "SELECT hera.approve(%s, %s)", [organization, outcome["transaction_id"]])
    assert submit(caller, organization, {**expense, "total_amount": 11})["account"] != "2000"


def test_reversals_reopen(office: Office, caller: Connection, organization: UUID, payee: str) -> None:
    owed = owe(caller, organization, payee, 90)
    paid = pay(caller, organization, payee, 90)["transaction_id"]
    assert open_of(office, organization, owed) == 0
    caller.execute("SELECT hera.reverse(%s, %s, 'bounced')", [organization, paid])
    assert open_of(office, organization, owed) == 90
    paid = pay(caller, organization, payee, 90)["transaction_id"]
    caller.execute("SELECT hera.reverse(%s, %s, 'wrong supplier')", [organization, owed])
    caller.execute("SELECT hera.reverse(%s, %s, 'so is this')", [organization, paid])
    assert open_of(office, organization, owed) == 0
    assert decided(pay(caller, organization, payee, 90)) == ("posted", "type", "")


def test_correction_of_a_matched_payment(office: Office, caller: Connection, organization: UUID, payee: str) -> None:
    first, second = (owe(caller, organization, payee, amount) for amount in (90, 70))
    paid = pay(caller, organization, payee, 90)["transaction_id"]
    correct = "SELECT hera.correct(%s, %s, %s, 'read wrong')"
    outcome = value(caller, correct, [organization, paid, Jsonb({"total_amount": 70})])
    assert (decided(outcome), settles(outcome)) == (("posted", "match", "amount"), {second: 70})
    assert [open_of(office, organization, identifier) for identifier in (first, second)] == [90, 0]
    value(caller, correct, [organization, outcome["transaction_id"], Jsonb({"metadata": {"a": 1}})])
    assert [open_of(office, organization, identifier) for identifier in (first, second)] == [90, 0]


def test_a_draft_that_changes_is_matched_anew(caller: Connection, organization: UUID, payee: str) -> None:
    owed = [owe(caller, organization, payee, amount) for amount in (75, 75, 80)]
    waiting = pay(caller, organization, payee, 75)["transaction_id"]
    update = "SELECT hera.update_draft(%s, %s, %s)"
    same = value(caller, update, [organization, waiting, Jsonb({"metadata": {"seen": True}})])
    assert same["status"] == "pending_review", "a proposal is not what the caller stated"
    outcome = value(caller, update, [organization, waiting, Jsonb({"total_amount": 80})])
    assert (outcome["status"], settles(outcome)) == ("posted", {owed[2]: 80})


def test_payments_race_for_one_bill(
    office: Office, login: str, caller: Connection, organization: UUID, scaled: Callable[[int], int]
) -> None:
    """Both have seen it open. One settles it, the others post on account or wait; nothing is settled twice."""
    for _ in range(max(5, scaled(200))):
        payee = f"Raced {next(_numbers)}"
        owed = owe(caller, organization, payee, 60)
        barrier = Barrier(4)

        def work(number: int, payee: str = payee, barrier: Barrier = barrier) -> dict[str, Any]:
            with office.database.connect(login) as connection:
                connection.execute("SELECT hera.list_accounts(%s)", [organization])
                barrier.wait()
                return submit_patiently(
                    connection,
                    organization,
                    {
                        "transaction_type": "payment",
                        "counterparty": payee,
                        "total_amount": 60,
                        "idempotency_key": f"{payee} {number}",
                    },
                )

        with ThreadPoolExecutor(4) as pool:
            outcomes = list(pool.map(work, range(4)))
        winners = [outcome for outcome in outcomes if decided(outcome) == ("posted", "match", "amount")]
        assert len(winners) == 1
        assert open_of(office, organization, owed) == 0
        for number, outcome in enumerate(outcomes):
            assert outcome["status"] != "rejected"
            again = submit(
                caller,
                organization,
                {
                    "transaction_type": "payment",
                    "counterparty": payee,
                    "total_amount": 60,
                    "idempotency_key": f"{payee} {number}",
                },
            )
            assert (again["replayed"], again["status"]) == (True, outcome["status"])


def test_a_lost_race_waits(office: Office, login: str, caller: Connection, organization: UUID, payee: str) -> None:
    """The first payment holds the bill; the second has matched it and finds nothing open when it gets the lock."""
    owe(caller, organization, payee, 60)
    request = {"transaction_type": "payment", "counterparty": payee, "total_amount": 60}
    with office.database.connect(login, autocommit=False) as first, ThreadPoolExecutor(1) as pool:
        assert submit(first, organization, request)["status"] == "posted"

        def lose() -> dict[str, Any]:
            with office.database.connect(login) as second:
                return submit(second, organization, request)

        second = pool.submit(lose)
        wait = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        while not value(office.admin, wait) and not second.done():
            pass
        first.commit()
        outcome = second.result()
    assert decided(outcome) == ("pending_review", "match", "amount")
    assert "is open on" in outcome["explanation"]["withdrawn"]
    approved = value(caller, "SELECT hera.approve(%s, %s)", [organization, outcome["transaction_id"]])
    assert approved["status"] == "posted", "a person may still post it, on account"


def test_another_tenant_is_never_matched(office: Office, caller: Connection, organization: UUID, payee: str) -> None:
    other = office.organization("Neighbour")
    owe(office.admin, other, payee, 33)
    assert decided(pay(caller, organization, payee, 33)) == ("posted", "type", "")


def test_books_verify(office: Office, organization: UUID) -> None:
    assert office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [organization]).fetchall() == []


def test_verify_finds_an_open_item_that_is_wrong(
    office: Office, caller: Connection, organization: UUID, payee: str
) -> None:
    owed = owe(caller, organization, payee, 33)
    with office.database.connect() as admin, admin.transaction(force_rollback=True):
        admin.execute("UPDATE hera_internal.open_item SET open_amount = 32 WHERE transaction_id = %s", [owed])
        detail = value(admin, "SELECT detail FROM hera.verify(%s) WHERE NOT ok", [organization])
    assert f"open item {owed}: 32 instead of 33" in detail


def test_books_of_an_older_version_are_opened(office: Office, organization: UUID, checkout: Path) -> None:
    """The move of the migration finds what the functions have kept, over all that the tests above have posted."""
    text = (checkout / "migrations" / "0041_create_open_items.sql").read_text(encoding="utf-8")
    rows = "SELECT * FROM hera_internal.open_item ORDER BY organization_id, transaction_id"
    with office.database.connect() as admin, admin.transaction(force_rollback=True):
        before = admin.execute(rows).fetchall()
        assert len(before) > 20
        admin.execute("DELETE FROM hera_internal.open_item")
        admin.execute(text[text.index("DO $migration$") :].encode())
        assert admin.execute(rows).fetchall() == before
