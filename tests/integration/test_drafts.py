"""Drafts wait for their writer, and become what the request says then."""

from __future__ import annotations

import pytest
from psycopg.types.json import Jsonb

from support.office import Office, bill, refused
from support.pending import Desk, move


@pytest.fixture
def desk(office: Office, request: pytest.FixtureRequest) -> Desk:
    return Desk(office, request.node.name[:60])


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
