"""Pending documents reserve, are resolved once whoever races, and expire; drafts wait for their writer."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import pairwise
from threading import Barrier
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, faults, journal, refused, submit, submit_patiently, value

CONNECTIONS = 50


class Desk:
    """An organization, a login of it, and what the tests ask of both."""

    def __init__(self, office: Office, name: str) -> None:
        self.office = office
        self.organization = office.organization(name)
        self.login = office.login(self.organization, "owner")
        self.connection = office.connect(self.login)

    def submit(self, request: Any) -> dict[str, Any]:
        return submit(self.connection, self.organization, request)

    def pending(self, amount: Any = 100, debit: str = "5000", credit: str = "1000", **fields: Any) -> str:
        """The id of a new pending journal."""
        outcome = self.submit(move(debit, credit, amount, **{"pending": True, **fields}))
        assert outcome["status"] == "pending", outcome
        return str(outcome["transaction_id"])

    def call(self, expression: str, *values: Any) -> Any:
        return value(self.connection, f"SELECT hera.{expression}", [self.organization, *values])

    def post(self, document: str, amount: Any = None) -> Any:
        return self.call("post_pending(%s, %s, %s)", document, amount)

    def void(self, document: str, reason: str = "not needed") -> Any:
        return self.call("void_pending(%s, %s, %s)", document, reason)

    def get(self, document: str) -> Any:
        return self.call("get_transaction(%s, %s)", document)

    def expire(self) -> list[tuple[UUID, int]]:
        query = "SELECT organization_id, voided FROM hera.expire_pending(%s)"
        return self.connection.execute(query, [self.organization]).fetchall()

    def reserved(self, account: str = "1000") -> list[tuple[Any, ...]]:
        query = "SELECT debit, credit, documents FROM hera.reserved(%s, %s)"
        return self.connection.execute(query, [self.organization, account]).fetchall()

    def balance(self, account: str = "1000") -> Decimal:
        query = "SELECT coalesce(sum(balance), 0) FROM hera.account_balance(%s, %s)"
        found: Decimal = value(self.connection, query, [self.organization, account])
        return found

    def limit(self, account: str = "1000", minimum: int | None = 0, maximum: int | None = None) -> None:
        self.call("set_account_limit(%s, %s, %s, %s)", account, minimum, maximum)


@pytest.fixture
def desk(office: Office, request: pytest.FixtureRequest) -> Desk:
    return Desk(office, request.node.name[:60])


def move(debit: str, credit: str, amount: Any, **fields: Any) -> dict[str, Any]:
    """A journal from one account to another."""
    lines = [
        {"account": debit, "side": "debit", "amount": amount},
        {"account": credit, "side": "credit", "amount": amount},
    ]
    return {"transaction_type": "journal", "lines": lines, **fields}


def test_what_is_pending_is_reserved_and_in_no_report(desk: Desk) -> None:
    outcome = desk.submit(move("5000", "1000", 100, pending={"expires_in": 3600}, description="Deposit"))
    assert (outcome["status"], outcome["posting_status"], outcome["document_number"]) == ("pending", "pending", None)
    assert outcome["pending"]["amount"] == 100 and outcome["pending"]["expires_at"]
    assert desk.reserved() == [(0, 100, 1)] and desk.reserved("5000") == [(100, 0, 1)]
    assert desk.balance() == 0
    assert desk.connection.execute("SELECT * FROM hera.trial_balance(%s)", [desk.organization]).fetchall() == []
    listed = desk.connection.execute("SELECT * FROM hera.list_pending(%s)", [desk.organization]).fetchall()
    assert [(str(row[0]), row[5], row[8]) for row in listed] == [(outcome["transaction_id"], 100, False)]
    assert desk.get(outcome["transaction_id"])["pending"] == outcome["pending"]


def test_the_whole_is_posted_under_the_same_id(desk: Desk) -> None:
    document = desk.pending()
    outcome = desk.post(document)
    assert (outcome["status"], outcome["transaction_id"]) == ("posted", document)
    assert [line["amount"] for line in outcome["posting"]] == [100, 100] and outcome["document_number"]
    assert desk.balance() == -100 and desk.reserved() == []
    assert outcome["pending"]["resolution"] == "posted" and outcome["pending"]["posted_amount"] == 100
    leaves = desk.office.admin.execute(
        "SELECT event FROM hera_internal.audit_leaf WHERE subject_id = %s ORDER BY created_at, id", [document]
    ).fetchall()
    assert leaves == [("transaction.submitted",), ("transaction.posted",)]


def test_a_part_is_posted_and_the_rest_released(desk: Desk) -> None:
    request = bill(120, tax_amount=20, account="5000", pending=True, counterparty="Hotel")
    document = desk.submit(request)["transaction_id"]
    outcome = desk.post(document, "33.33")
    assert [(line["account"], line["amount"]) for line in outcome["posting"]] == [
        ("5000", 27.78),
        ("1150", 5.55),
        ("2000", 33.33),
    ]
    stored = desk.get(document)
    assert (stored["total_amount"], stored["tax_amount"]) == (33.33, 5.55)
    assert (stored["pending"]["amount"], stored["pending"]["posted_amount"]) == (120, 33.33)
    assert desk.reserved("2000") == [] and desk.balance("2000") == Decimal("-33.33")
    with refused("ZHL51"):
        desk.post(document, 1)


def test_a_part_in_another_currency_keeps_its_rate(desk: Desk) -> None:
    request = bill(100, tax_amount=10, account="5000", currency="EUR", exchange_rate="0.8512", pending=True)
    document = desk.submit(request)["transaction_id"]
    assert desk.post(document, "33.33")["status"] == "posted"
    lines = desk.office.admin.execute(
        "SELECT side, sum(amount), sum(base_amount) FROM hera.universal_transaction_lines WHERE transaction_id = %s"
        " GROUP BY side",
        [document],
    ).fetchall()
    assert sorted(lines) == [(side, Decimal("33.33"), Decimal("28.37")) for side in ("credit", "debit")]


def test_voiding_releases(desk: Desk) -> None:
    document = desk.pending()
    outcome = desk.void(document, "Guest left")
    assert outcome["status"] == "voided"
    assert outcome["pending"]["resolution"] == "voided" and outcome["pending"]["reason"] == "Guest left"
    assert desk.reserved() == [] and desk.balance() == 0
    with refused("ZHL51"):
        desk.post(document)
    with refused("ZHL51"):
        desk.void(document)


@pytest.mark.parametrize(
    ("amount", "sqlstate"),
    [(0, "ZHV09"), (-1, "ZHV09"), ("100.01", "ZHL53"), ("NaN", "ZHL53"), ("Infinity", "ZHL53"), ("0.001", "ZHV08")],
)
def test_other_amounts_are_refused(desk: Desk, amount: Any, sqlstate: str) -> None:
    document = desk.pending()
    with refused(sqlstate):
        desk.post(document, amount)
    assert desk.reserved() == [(0, 100, 1)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"pending": {"expires_in": 0}}, [("LED_054", "pending.expires_in")]),
        ({"pending": {"expires_at": "2020-01-01T00:00:00Z"}}, [("LED_054", "pending.expires_at")]),
        ({"pending": {"expires_at": "2099-01-01T00:00:00"}}, [("VAL_006", "pending.expires_at")]),
        ({"pending": {"expires_at": "2099-02-30T00:00:00Z"}}, [("VAL_006", "pending.expires_at")]),
        ({"pending": {"expires_in": -5}}, [("VAL_006", "pending.expires_in")]),
        ({"pending": {"expires_in": 1e30}}, [("VAL_006", "pending.expires_in")]),
        ({"pending": {"expires_in": [5]}}, [("VAL_006", "pending.expires_in")]),
        ({"pending": {"expires_in": 5, "expires_at": "2099-01-01T00:00:00Z"}}, [("VAL_011", "pending.expires_in")]),
        ({"pending": {"until": 5}}, [("VAL_004", "pending.until")]),
        ({"pending": "yes"}, [("VAL_003", "pending")]),
        ({"pending": [1]}, [("VAL_003", "pending")]),
        ({"draft": 1}, [("VAL_003", "draft")]),
        ({"pending": True, "draft": True}, [("VAL_011", "draft")]),
    ],
)
def test_what_is_said_badly_is_refused(desk: Desk, fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert faults(desk.submit(journal(**fields))) == expected
    query = "SELECT count(*) FROM hera_internal.pending_document WHERE organization_id = %s"
    assert value(desk.office.admin, query, [desk.organization]) == 0


def test_nothing_is_reserved_on_a_guess(desk: Desk) -> None:
    assert faults(desk.submit(bill(pending=True))) == [("LED_050", "account")]
    assert desk.submit(bill(pending=False))["status"] == "manual_required"
    assert desk.submit(bill(pending=None, draft=False, account="5000"))["status"] == "posted"


def test_a_repeat_gives_the_first_outcome(desk: Desk) -> None:
    request = move("5000", "1000", 7, pending={"expires_in": 60}, idempotency_key="k")
    first, second = desk.submit(request), desk.submit(request)
    assert second["replayed"] and second["transaction_id"] == first["transaction_id"]
    assert second["pending"] == first["pending"] and desk.reserved() == [(0, 7, 1)]
    other = desk.submit({**request, "pending": {"expires_in": 61}})
    assert faults(other) == [("VAL_012", "pending")]


def test_reservations_count_against_limits_and_give_no_room(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    first = desk.pending(60)
    assert faults(desk.submit(move("5000", "1000", 41, pending=True))) == [("LED_040", "1000")]
    assert faults(desk.submit(move("5000", "1000", 41))) == [("LED_040", "1000")]
    incoming = desk.pending(500, "1000", "4000")
    assert faults(desk.submit(move("5000", "1000", 41))) == [("LED_040", "1000")]
    desk.submit(move("5000", "1000", 40))
    desk.post(first, 50)
    assert desk.balance() == 10
    assert faults(desk.submit(move("5000", "1000", 11))) == [("LED_040", "1000")]
    desk.post(incoming)
    assert desk.submit(move("5000", "1000", 11))["status"] == "posted"
    assert value(desk.office.admin, "SELECT count(*) FROM hera_internal.limit_check") == 0


def test_a_highest_balance_counts_what_may_come(desk: Desk) -> None:
    """A credit limit of a supplier: what is ordered counts, what is returned does not until it is."""
    desk.limit("2000", None, 100)
    order = desk.pending(80, "5000", "2000")
    desk.pending(50, "2000", "5000")
    assert faults(desk.submit(move("5000", "2000", 21))) == [("LED_040", "2000")]
    assert desk.submit(move("5000", "2000", 20))["status"] == "posted"
    desk.post(order)
    assert desk.balance("2000") == -100


def test_what_was_reserved_is_posted_though_the_limit_was_lowered(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    document = desk.pending(60)
    desk.limit(minimum=90)
    assert faults(desk.submit(move("5000", "1000", 1))) == [("LED_040", "1000")]
    assert desk.post(document)["status"] == "posted"


def test_a_limit_set_later_meets_what_is_reserved(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    document = desk.pending(60)
    desk.limit()
    assert faults(desk.submit(move("5000", "1000", 41))) == [("LED_040", "1000")]
    assert desk.submit(move("5000", "1000", 40))["status"] == "posted"
    desk.post(document)
    assert desk.balance() == 0


def test_one_transaction_may_do_it_all(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    with desk.connection.transaction():
        desk.post(desk.pending(60))
        desk.void(desk.pending(40))
        desk.post(desk.pending(40), 30)
    assert desk.balance() == 10 and desk.reserved() == []


def test_a_raw_reservation_is_checked_too(desk: Desk) -> None:
    """Whatever path writes: the owner of the tables cannot reserve what is not there either."""
    desk.submit(move("1000", "4000", 10))
    desk.limit()
    raw = (
        "INSERT INTO hera_internal.reservation (organization_id, account_id, currency, transaction_id, debit, credit)"
        " SELECT a.organization_id, a.id, 'GBP', gen_random_uuid(), 0, %s"
        " FROM hera_internal.ledger_account AS a WHERE a.organization_id = %s AND a.code = '1000'"
    )
    with refused("ZHL40"):
        desk.office.admin.execute(raw, [11, desk.organization])
    desk.office.admin.execute(raw, [10, desk.organization])
    assert faults(desk.submit(move("5000", "1000", 1))) == [("LED_040", "1000")]


def test_rollback_leaves_it_pending(desk: Desk) -> None:
    document = desk.pending()
    with desk.connection.transaction(force_rollback=True):
        desk.post(document, 40)
        assert desk.reserved() == []
    assert desk.reserved() == [(0, 100, 1)] and desk.get(document)["status"] == "pending"
    with desk.connection.transaction(force_rollback=True):
        desk.void(document)
    assert desk.post(document)["status"] == "posted"


def test_a_killed_backend_leaves_it_pending(desk: Desk) -> None:
    document = desk.pending()
    victim = desk.office.connect(desk.login, autocommit=True)
    victim.execute("BEGIN")
    victim.execute("SELECT hera.post_pending(%s, %s, 40)", [desk.organization, document])
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(desk.void, document)
        time.sleep(0.3)
        assert not waiting.done()
        desk.office.admin.execute("SELECT pg_terminate_backend(%s)", [victim.info.backend_pid])
        assert waiting.result(timeout=10)["status"] == "voided"
    with pytest.raises(psycopg.OperationalError):
        victim.execute("COMMIT")
    assert desk.balance() == 0 and desk.reserved() == []


def test_another_organization_reaches_nothing(desk: Desk, office: Office) -> None:
    document = desk.pending()
    other = Desk(office, "Stranger")
    with refused("ZHL08"):
        other.post(document)
    with refused("ZHL08"):
        other.void(document)
    with refused("ZHZ01"):
        value(other.connection, "SELECT hera.post_pending(%s, %s)", [desk.organization, document])
    with refused("ZHZ01"):
        value(other.connection, "SELECT hera.expire_pending()", [])
    assert other.reserved() == [] and desk.reserved() == [(0, 100, 1)]
    reader = office.connect(office.login(desk.organization, "viewer"))
    with refused("ZHZ01"):
        value(reader, "SELECT hera.void_pending(%s, %s, 'x')", [desk.organization, document])


def test_a_verdict_does_not_resolve_it(desk: Desk) -> None:
    document = desk.pending()
    for expression in ("approve(%s, %s)", "record_feedback(%s, %s, 'approved')", "record_feedback(%s, %s, 'rejected')"):
        with refused("ZHI02"):
            desk.call(expression, document)
    with refused("ZHI02"):
        desk.call("update_draft(%s, %s, %s)", document, Jsonb({"description": "x"}))
    with refused("ZHL04"):
        desk.call("reverse(%s, %s, 'x')", document)
    with refused("ZHL51"):
        desk.post(desk.submit(journal())["transaction_id"])


def test_it_expires_at_its_time(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    document = desk.pending(100, pending={"expires_in": 1})
    assert faults(desk.submit(move("5000", "1000", 100))) == [("LED_040", "1000")]
    time.sleep(1.05)
    assert desk.reserved() == [] and desk.get(document)["status"] == "pending"
    with refused("ZHL52"):
        desk.post(document)
    assert desk.submit(move("5000", "1000", 100))["status"] == "posted"
    assert desk.expire() == [(desk.organization, 1)]
    outcome = desk.get(document)
    assert (outcome["status"], outcome["pending"]["resolution"]) == ("voided", "expired")
    for resolve in (desk.post, desk.void):
        with refused("ZHL52"):
            resolve(document)
    query = "SELECT detail ->> 'reason' FROM hera_internal.audit_leaf WHERE subject_id = %s AND event = 'transaction.voided'"
    assert value(desk.office.admin, query, [document]) == "expired"


def test_who_posts_in_time_may_commit_late(desk: Desk) -> None:
    """Until the poster commits, what it posts counts as reserved: the expiry meanwhile gives it to nobody else."""
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    document = desk.pending(100, pending={"expires_in": 1})
    poster = desk.office.connect(desk.login, autocommit=True)
    poster.execute("BEGIN")
    poster.execute("SELECT hera.post_pending(%s, %s)", [desk.organization, document])
    time.sleep(1.05)
    spender = desk.office.connect(desk.login, autocommit=True)
    with refused("ZHL40"):
        submit(spender, desk.organization, move("5000", "1000", 1, raise_on_error=True))
        spender.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert desk.expire() == []
    poster.execute("COMMIT")
    assert desk.balance() == 0


def test_what_was_spent_after_the_expiry_no_clock_gives_back(desk: Desk) -> None:
    """A spender relied on the expiry; then the clock is set back, which here is the time of expiry set forward."""
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    document = desk.pending(100, pending={"expires_in": 1})
    time.sleep(1.05)
    assert desk.submit(move("5000", "1000", 100))["status"] == "posted"
    with desk.office.database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL lock_timeout = '10s'")
        connection.execute("ALTER TABLE hera_internal.pending_document DISABLE TRIGGER pending_document_guard")
        connection.execute(
            "UPDATE hera_internal.pending_document SET expires_at = now() + interval '1 hour' WHERE transaction_id = %s",
            [document],
        )
        with refused("ZHL52"):
            value(connection, "SELECT hera.post_pending(%s, %s)", [desk.organization, document])


def test_expired_documents_of_all_organizations_are_voided_by_the_job(desk: Desk, office: Office) -> None:
    other = Desk(office, "Expires too")
    documents = [(who, who.pending(pending={"expires_in": 1})) for who in (desk, other)]
    kept = desk.pending(pending={"expires_in": 3600})
    locker = office.connect(desk.login, autocommit=True)
    locked = desk.pending(pending={"expires_in": 1})
    time.sleep(1.05)
    locker.execute("BEGIN")
    locker.execute("SELECT hera.void_pending(%s, %s, 'late')", [desk.organization, locked])
    voided = {
        row["organization_id"]: row["voided"]
        for row in value(office.admin, "SELECT hera.perform_job('expire_pending')")
    }
    assert voided[str(desk.organization)] == 1 and voided[str(other.organization)] == 1
    locker.execute("COMMIT")
    assert [who.get(document)["status"] for who, document in documents] == ["voided", "voided"]
    assert desk.get(kept)["status"] == "pending"
    assert desk.get(locked)["pending"]["reason"] == "late"


def test_a_payment_settles_as_far_as_it_is_posted(desk: Desk) -> None:
    owed = [desk.submit(bill(amount, account="5000"))["transaction_id"] for amount in (30, 50, 20)]
    settles = [{"transaction_id": item, "amount": amount} for item, amount in zip(owed, (30, 50, 20), strict=True)]
    request = {"transaction_type": "payment", "total_amount": 100, "settles": settles, "pending": True}
    document = desk.submit(request)["transaction_id"]
    assert desk.get(owed[0])["settled_by"] == []
    desk.post(document, 60)
    assert [(item["transaction_id"], item["amount"]) for item in desk.get(document)["settles"]] == [
        (owed[0], 30),
        (owed[1], 30),
    ]
    rest = desk.submit({**request, "total_amount": 70, "settles": [{"transaction_id": owed[1], "amount": 50}]})
    with refused("ZHL10"):
        desk.post(rest["transaction_id"])


def test_its_day_may_close_meanwhile(desk: Desk) -> None:
    document = desk.pending(transaction_date="2026-01-15")
    query = "SELECT * FROM hera.check_period(%s, '2026-01')"
    rows = desk.connection.execute(query, [desk.organization]).fetchall()
    assert [row for row in rows if row[0] == "pending"] == [
        ("pending", False, False, "1 documents of the period are pending")
    ]
    desk.call("close_period(%s, '2026-01')")
    with refused("ZHL12"):
        desk.post(document)
    assert desk.call("post_pending(%s, %s, p_date => '2026-02-01')", document)["status"] == "posted"
    assert desk.get(document)["transaction_date"] == "2026-02-01"


def test_a_draft_waits_for_its_writer(desk: Desk) -> None:
    outcome = desk.submit(bill(50, account="5000", draft=True))
    document = outcome["transaction_id"]
    assert (outcome["status"], outcome["document_number"]) == ("draft", None)
    assert desk.balance("5000") == 0
    queue = desk.connection.execute("SELECT * FROM hera.review_queue(%s)", [desk.organization]).fetchall()
    assert queue == []
    outcome = desk.call("update_draft(%s, %s, %s)", document, Jsonb({"total_amount": 60}))
    assert (outcome["status"], outcome["posting"][0]["amount"]) == ("draft", 60)
    outcome = desk.call("update_draft(%s, %s, %s)", document, Jsonb({"draft": False}))
    assert (outcome["status"], outcome["transaction_id"]) == ("posted", document)
    assert desk.balance("5000") == 60


def test_a_draft_becomes_pending(desk: Desk) -> None:
    desk.limit()
    document = desk.submit(move("5000", "1000", 50, draft=True))["transaction_id"]
    pending = Jsonb({"draft": None, "pending": {"expires_in": 60}})
    with refused("ZHL40"):
        desk.call("update_draft(%s, %s, %s)", document, pending)
    desk.submit(move("1000", "4000", 50))
    outcome = desk.call("update_draft(%s, %s, %s)", document, pending)
    assert outcome["status"] == "pending" and outcome["pending"]["amount"] == 50
    assert desk.reserved() == [(0, 50, 1)]
    assert desk.post(document)["status"] == "posted" and desk.balance() == 0


def test_a_draft_is_approved_or_rejected_like_what_waits(desk: Desk) -> None:
    first, second = (desk.submit(bill(50, account="5000", draft=True))["transaction_id"] for _ in range(2))
    assert desk.call("approve(%s, %s)", first)["status"] == "posted"
    assert desk.call("record_feedback(%s, %s, 'rejected')", second)["status"] == "voided"
    waiting = desk.submit(bill(counterparty="Nobody"))["transaction_id"]
    with refused("ZHL04"):
        desk.call("update_draft(%s, %s, %s)", waiting, Jsonb({"draft": True}))


def test_a_batch_holds_back_what_says_so(desk: Desk) -> None:
    desk.submit(move("1000", "4000", 100))
    desk.limit()
    items = [move("5000", "1000", 60, pending=True), move("5000", "1000", 60, pending=True), move("5000", "1000", 40)]
    query = "SELECT outcome ->> 'status' FROM hera.submit_batch(%s, %s) ORDER BY item"
    rows = desk.connection.execute(query, [desk.organization, Jsonb(items)]).fetchall()
    assert [row[0] for row in rows] == ["pending", "rejected", "posted"]


@pytest.mark.parametrize("table", ["reservation", "pending_document"])
def test_what_is_reserved_is_not_changed_by_hand(desk: Desk, table: str) -> None:
    document = desk.pending()
    changes = (
        f"UPDATE hera_internal.{table} SET expires_at = now()",
        f"DELETE FROM hera_internal.{table}",
    )
    for role in ("RESET ROLE", "SET ROLE hera_owner", "SET session_replication_role = replica"):
        with desk.office.database.connect() as connection:
            connection.execute(role.encode())
            for change in changes:
                with refused("ZHL03"):
                    connection.execute(f"{change} WHERE transaction_id = %s".encode(), [document])
            with refused("ZHL03"):
                connection.execute(f"TRUNCATE hera_internal.{table}".encode())
    desk.post(document)
    with refused("ZHL03"):
        desk.office.admin.execute(
            "UPDATE hera_internal.pending_document SET resolution = 'voided', posted_amount = NULL WHERE transaction_id = %s",
            [document],
        )


CENTS = st.integers(1, 10**9).map(lambda cents: Decimal(cents) / 100)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sides=st.lists(CENTS, min_size=1, max_size=6), cuts=st.lists(st.floats(0, 1), max_size=5), part=st.floats(0, 1))
def test_every_part_balances(office: Office, sides: list[Decimal], cuts: list[float], part: float) -> None:
    """Whatever the lines, a part of them has the same sum on both sides, and none is larger than it was."""
    total = sum(sides, Decimal(0))
    marks = sorted({Decimal(0), total, *((total * Decimal(cut)).quantize(Decimal("0.01")) for cut in cuts)})
    credits = [high - low for low, high in pairwise(marks)]
    posting = [{"account": "1", "side": "debit", "amount": str(amount), "currency": "GBP"} for amount in sides]
    posting += [{"account": "2", "side": "credit", "amount": str(amount), "currency": "GBP"} for amount in credits]
    wanted = max(Decimal("0.01"), (total * Decimal(part)).quantize(Decimal("0.01")))
    lines = value(office.admin, "SELECT hera_internal.part_posting(%s, %s, %s)", [Jsonb(posting), wanted, total])
    for side in ("debit", "credit"):
        assert sum(Decimal(str(line["amount"])) for line in lines if line["side"] == side) == wanted
    assert all(line["amount"] > 0 for line in lines)


def test_fifty_connections_resolve_it_once(
    office: Office, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    desk = Desk(office, "Race")
    rounds = max(3, scaled(100))
    documents = [desk.pending(100) for _ in range(rounds)]
    start = Barrier(CONNECTIONS)

    def resolve(worker: int) -> list[str | None]:
        results: list[str | None] = []
        with office.database.connect(desk.login) as connection:
            for document in documents:
                call = "post_pending(%s, %s, 40)" if worker % 2 else "void_pending(%s, %s, 'raced')"
                connection.execute("SELECT 1")
                start.wait(60)
                try:
                    outcome = value(connection, f"SELECT hera.{call}", [desk.organization, document])
                    results.append(outcome["status"])
                except psycopg.Error as error:
                    assert error.sqlstate == "ZHL51", error
                    results.append(None)
        return results

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        results = list(pool.map(resolve, range(CONNECTIONS)))
    winners = [[result for result in column if result] for column in zip(*results, strict=True)]
    assert all(len(winner) == 1 for winner in winners), winners
    assert [desk.get(document)["status"] for document in documents] == [winner[0] for winner in winners]
    assert desk.balance() == -40 * sum(winner == ["posted"] for winner in winners) and desk.reserved() == []
    record_figure("pending documents resolved by 50 racing connections", rounds, "documents", "each once")


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_limits_are_exact_while_pending_documents_race(
    office: Office, scaled: Callable[[int], int], level: str
) -> None:
    """Every worker takes what is there, by posting at once, or by reserving and posting all or half or nothing."""
    desk = Desk(office, f"Wallet {level}")
    wanted = max(40, scaled(1_000))
    desk.submit(move("1000", "4000", 10 * wanted))
    desk.limit()
    workers = 12
    start = Barrier(workers)

    def attempt(connection: Connection, turn: int) -> Decimal | None:
        """What was spent; None when nothing is left."""
        request = move("5000", "1000", 10, pending=turn % 4 > 0)
        with connection.transaction():
            connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
            outcome = submit_patiently(connection, desk.organization, request)
        if outcome["status"] == "rejected":
            assert faults(outcome) == [("LED_040", "1000")]
            return None
        if outcome["status"] == "posted":
            return Decimal(10)
        document = outcome["transaction_id"]
        call = ("void_pending(%s, %s, 'x')", "post_pending(%s, %s)", "post_pending(%s, %s, 5)")[turn % 4 - 1]
        while True:
            try:
                with connection.transaction():
                    connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
                    value(connection, f"SELECT hera.{call}", [desk.organization, document])
                return (Decimal(0), Decimal(10), Decimal(5))[turn % 4 - 1]
            except psycopg.errors.SerializationFailure:
                continue

    def spend(worker: int) -> Decimal:
        spent, turn, refusals = Decimal(0), worker, 0
        with office.database.connect(desk.login) as connection:
            connection.execute("SELECT 1")
            start.wait(60)
            while refusals < 20:
                turn += 1
                try:
                    gone = attempt(connection, turn)
                except psycopg.errors.SerializationFailure:
                    continue
                except psycopg.Error as error:
                    assert error.sqlstate == "ZHL40", error
                    gone = None
                if gone is None:
                    refusals += 1
                    time.sleep(0.01)
                else:
                    spent += gone
        return spent

    with ThreadPoolExecutor(workers) as pool:
        spent = sum(pool.map(spend, range(workers)))
    assert desk.balance() == 10 * wanted - spent and 0 <= desk.balance() < 10
    assert desk.reserved() == [] and value(office.admin, "SELECT count(*) FROM hera_internal.limit_check") == 0


def test_nobody_overdraws_at_the_edge_of_expiry(office: Office, scaled: Callable[[int], int]) -> None:
    """Posters that come just in time or just too late race spenders that wait for the expiry."""
    desk = Desk(office, "Edge")
    rounds = max(4, scaled(60))
    desk.limit(minimum=0)
    start = Barrier(2)
    with office.database.connect(desk.login) as poster, office.database.connect(desk.login) as spender:
        for turn in range(rounds):
            desk.submit(move("1000", "4000", 100))
            document = desk.pending(100, pending={"expires_in": 1})
            ends = time.monotonic() + 1

            def post(document: str = document, ends: float = ends, turn: int = turn) -> int:
                start.wait(60)
                time.sleep(max(0.0, ends - time.monotonic() - 0.02 + 0.01 * (turn % 4)))
                try:
                    value(poster, "SELECT hera.post_pending(%s, %s)", [desk.organization, document])
                    return 1
                except psycopg.Error as error:
                    assert error.sqlstate == "ZHL52", error
                    return 0

            def take(ends: float = ends) -> int:
                start.wait(60)
                while time.monotonic() < ends + 0.15:
                    try:
                        if submit(spender, desk.organization, move("5000", "1000", 100))["status"] == "posted":
                            return 1
                    except psycopg.Error as error:
                        assert error.sqlstate == "ZHL40", error
                return 0

            with ThreadPoolExecutor(2) as pool:
                posted, taken = pool.submit(post), pool.submit(take)
                assert posted.result() + taken.result() == 1, turn
            assert desk.balance() == 0


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM hera_internal.reservation WHERE transaction_id = %s AND credit > 0",
        "UPDATE hera_internal.reservation SET debit = debit * 2 WHERE transaction_id = %s",
        "UPDATE hera_internal.pending_document SET resolution = 'voided', resolved_at = now() WHERE transaction_id = %s",
        "DELETE FROM hera_internal.pending_document WHERE transaction_id = %s",
    ],
)
def test_verify_finds_what_was_done_to_it(desk: Desk, harm: str) -> None:
    document = desk.pending()
    desk.post(desk.pending(), 40)
    desk.void(desk.pending())
    check = "SELECT ok, detail FROM hera.verify(%s) WHERE check_name = 'pending documents hold what they reserve'"
    with desk.office.database.connect() as connection, connection.transaction(force_rollback=True):
        assert connection.execute(check, [desk.organization]).fetchone() == (True, None)
        connection.execute("SET LOCAL lock_timeout = '10s'")
        for table in ("reservation", "pending_document"):
            connection.execute(f"ALTER TABLE hera_internal.{table} DISABLE TRIGGER {table}_guard".encode())
        connection.execute(harm.encode(), [document])
        found = connection.execute(check, [desk.organization]).fetchone()
        assert found is not None and not found[0] and document in found[1], found
