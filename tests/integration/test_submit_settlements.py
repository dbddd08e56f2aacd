"""A payment settles documents: in part, never beyond what is open, also when two race or one is reversed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, bill, faults, refused, submit, submit_patiently, value


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Settling")


@pytest.fixture(scope="module")
def login(office: Office, organization: UUID) -> str:
    return office.login(organization)


@pytest.fixture(scope="module")
def caller(office: Office, login: str) -> Connection:
    return office.connect(login)


def owe(caller: Connection, organization: UUID, amount: Any = 100, **fields: Any) -> str:
    identifier = submit(caller, organization, bill(amount, account="5000", **fields))["transaction_id"]
    assert isinstance(identifier, str)
    return identifier


def pay(*settled: tuple[str, Any], total: Any = None, **fields: Any) -> dict[str, Any]:
    items = [{"transaction_id": identifier, "amount": amount} for identifier, amount in settled]
    total = total if total is not None else sum(Decimal(str(amount)) for _, amount in settled)
    return {"transaction_type": "payment", "total_amount": total, "settles": items, **fields}


def settled(caller: Connection, organization: UUID, identifier: str) -> Decimal:
    links = value(caller, "SELECT hera.get_transaction(%s, %s) -> 'settled_by'", [organization, identifier])
    return sum((Decimal(str(link["amount"])) for link in links), Decimal(0))


def test_partial_payments_until_nothing_is_open(caller: Connection, organization: UUID) -> None:
    owed = owe(caller, organization)
    for amount in (30, "69.99"):
        assert submit(caller, organization, pay((owed, amount)))["status"] == "posted"
    assert faults(submit(caller, organization, pay((owed, "0.02")))) == [("LED_010", "settles[0].amount")]
    assert submit(caller, organization, pay((owed, "0.01")))["status"] == "posted"
    assert settled(caller, organization, owed) == 100
    assert faults(submit(caller, organization, pay((owed, "0.01")))) == [("LED_010", "settles[0].amount")]


def test_one_payment_for_several_documents(caller: Connection, organization: UUID) -> None:
    owed = [owe(caller, organization, amount) for amount in (10, 20, 30)]
    items = list(zip(owed, (10, 20, 31), strict=True))
    assert faults(submit(caller, organization, pay(*items))) == [("LED_010", "settles[2].amount")]
    assert [settled(caller, organization, identifier) for identifier in owed] == [0, 0, 0]
    outcome = submit(caller, organization, pay((owed[0], 10), (owed[2], 15), total=50))
    links = value(caller, "SELECT hera.get_transaction(%s, %s) -> 'settles'", [organization, outcome["transaction_id"]])
    assert {link["transaction_id"]: link["amount"] for link in links} == {owed[0]: 10, owed[2]: 15}


def test_what_cannot_be_settled(office: Office, caller: Connection, organization: UUID) -> None:
    owed = owe(caller, organization)
    waiting = submit(caller, organization, bill(counterparty="Nobody knows this one"))["transaction_id"]
    euro = owe(caller, organization, currency="EUR", exchange_rate="0.85")
    other = office.organization("Other books")
    foreign = owe(office.admin, other)
    wanted = [
        (pay((waiting, 1)), ("LED_008", "settles[0].transaction_id")),
        (pay((foreign, 1)), ("LED_008", "settles[0].transaction_id")),
        (pay((euro, 1)), ("VAL_011", "settles[0].transaction_id")),
        (pay((owed, 1), (owed.upper(), 1)), ("VAL_011", "settles[1].transaction_id")),
        (pay((owed, 60), total=50), ("VAL_011", "settles")),
        (pay((owed, "1.001"), total=50), ("VAL_008", "settles[0].amount")),
    ]
    for request, fault in wanted:
        assert faults(submit(caller, organization, request)) == [fault]
    assert settled(caller, organization, owed) == 0


def test_exception_rolls_the_payment_back(caller: Connection, organization: UUID) -> None:
    owed = owe(caller, organization)
    with refused("ZHL10"):
        submit(caller, organization, pay((owed, 101), raise_on_error=True))
    assert settled(caller, organization, owed) == 0


def test_racing_payments_settle_once(office: Office, login: str, caller: Connection, organization: UUID) -> None:
    owed = [owe(caller, organization) for _ in range(3)]

    def work(number: int) -> str:
        order = owed if number % 2 else owed[::-1]
        with office.database.connect(login) as connection:
            outcome = submit_patiently(connection, organization, pay(*((identifier, 60) for identifier in order)))
            assert outcome["status"] == "posted" or {code for code, _ in faults(outcome)} == {"LED_010"}
            return str(outcome["status"])

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(work, range(8)))
    assert statuses.count("posted") == 1
    assert [settled(caller, organization, identifier) for identifier in owed] == [60, 60, 60]


def test_one_key_settles_once(office: Office, login: str, caller: Connection, organization: UUID) -> None:
    """The second of two calls with one key finds the first outcome, and has settled nothing itself."""
    owed = owe(caller, organization)
    request = pay((owed, 30), idempotency_key="pay once")

    def work(_: int) -> dict[str, Any]:
        with office.database.connect(login) as connection:
            return submit_patiently(connection, organization, request)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(work, range(8)))
    assert len({outcome["transaction_id"] for outcome in outcomes}) == 1
    assert sum(outcome["replayed"] for outcome in outcomes) == 7
    assert settled(caller, organization, owed) == 30


def test_refused_payment_does_not_bind_its_key(caller: Connection, organization: UUID) -> None:
    owed = owe(caller, organization)
    key = {"idempotency_key": "too much at first"}
    assert faults(submit(caller, organization, pay((owed, 101), **key))) == [("LED_010", "settles[0].amount")]
    assert submit(caller, organization, pay((owed, 100), **key))["replayed"] is False


def test_waiting_document_settles_when_it_is_posted(caller: Connection, organization: UUID) -> None:
    owed = owe(caller, organization)
    settles = [{"transaction_id": owed, "amount": 60}]
    request = {"transaction_type": "expense", "total_amount": 60, "settles": settles}
    waiting = [submit(caller, organization, {**request, "counterparty": name}) for name in ("Qqwwee", "Zzxxcc")]
    assert {outcome["status"] for outcome in waiting} == {"manual_required"}
    assert settled(caller, organization, owed) == 0
    post = "SELECT hera.record_feedback(%s, %s, 'corrected', '{\"account\": \"2000\"}')"
    caller.execute(post.encode(), [organization, waiting[0]["transaction_id"]])
    assert settled(caller, organization, owed) == 60
    with refused("ZHL10"):
        caller.execute(post.encode(), [organization, waiting[1]["transaction_id"]])


def test_reversed_payment_settles_nothing(caller: Connection, organization: UUID) -> None:
    owed = owe(caller, organization)
    paid = submit(caller, organization, pay((owed, 100)))["transaction_id"]
    assert faults(submit(caller, organization, pay((owed, 1)))) == [("LED_010", "settles[0].amount")]
    caller.execute("SELECT hera.reverse(%s, %s, 'bounced')", [organization, paid])
    assert submit(caller, organization, pay((owed, 100)))["status"] == "posted"


def test_reversed_document_is_not_settled(caller: Connection, organization: UUID) -> None:
    owed = owe(caller, organization)
    caller.execute("SELECT hera.reverse(%s, %s, 'wrong supplier')", [organization, owed])
    assert faults(submit(caller, organization, pay((owed, 1)))) == [("LED_010", "settles[0].amount")]


def test_books_verify(office: Office, organization: UUID) -> None:
    """Runs last: everything the tests above have posted."""
    assert office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [organization]).fetchall() == []
