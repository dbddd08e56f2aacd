"""Pending documents reserve, and are posted in whole or in part or voided."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import pairwise
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.office import Office, bill, faults, journal, refused, value
from support.pending import Desk, move


@pytest.fixture
def desk(office: Office, request: pytest.FixtureRequest) -> Desk:
    return Desk(office, request.node.name[:60])


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
