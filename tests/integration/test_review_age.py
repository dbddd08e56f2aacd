"""The queue weighs age: what has waited for long comes before more money that came today."""

from __future__ import annotations

import pytest

from support.desk import Desk
from support.office import bill, submit, value

# A month that is over, whatever the day.
DAYS = 40


def age(desk: Desk, identifier: str) -> str:
    """The same document as if it had come DAYS ago; the one of today is rejected."""
    admin = desk.office.admin
    admin.execute(
        "SELECT hera_internal.make_partition('hera.universal_transactions',"
        " date_trunc('month', (now() - %s * interval '1 day') AT TIME ZONE 'UTC')::date)",
        [DAYS],
    )
    old = value(
        admin,
        "INSERT INTO hera.universal_transactions SELECT (jsonb_populate_record(t, jsonb_build_object("
        " 'id', i.id, 'created_at', hera_internal.uuid_time(i.id)))).* FROM hera.universal_transactions AS t,"
        " hera_internal.new_id(now() - %s * interval '1 day') AS i (id) WHERE t.organization_id = %s AND t.id = %s"
        " RETURNING id::text",
        [DAYS, desk.organization, identifier],
    )
    desk.verdict(desk.owner, identifier, "rejected")
    return str(old)


def draw(desk: Desk, amount: int, days: int) -> str:
    """A posted document that was drawn days ago, and came today."""
    posted = submit(desk.integration, desk.organization, bill(amount, account="5010"))["transaction_id"]
    desk.office.admin.execute(
        "INSERT INTO hera_internal.review_draw (organization_id, transaction_id, transaction_created_at, family,"
        " score, confidence, drawn_at) VALUES (%s, %s, hera_internal.uuid_time(%s), 'HERA.PROCUREMENT.BILL', 0.75, 0.75,"
        " now() - %s * interval '1 day')",
        [desk.organization, posted, posted, days],
    )
    return str(posted)


def test_what_waits_gains_its_value_at_risk_every_day(desk: Desk) -> None:
    """100 after forty days weighs 4,100: less than 4,200 that came today and more than 4,000."""
    more, less = desk.wait(total_amount=4200), desk.wait(total_amount=4000)
    old = age(desk, desk.wait(total_amount=100))
    rows = desk.approver.execute(
        "SELECT transaction_id::text, value_at_risk, waiting_since < now() - interval '39 days'"
        " FROM hera.review_queue(%s, 20, false)",
        [desk.organization],
    ).fetchall()
    assert rows == [(more, 4200, False), (old, 100, True), (less, 4000, False)]
    assert desk.queue(desk.approver, 2) == [more, old], "what is given is what is first"
    assert desk.queue(desk.approver_2) == [less]


@pytest.mark.parametrize(("days", "earlier"), [(0, 2), (DAYS, 1)])
def test_what_was_drawn_ages_from_the_draw(desk: Desk, days: int, earlier: int) -> None:
    """400 with a confidence of 0.75 are 100 at risk; the document itself is of today."""
    waiting = [desk.wait(total_amount=amount) for amount in (4200, 4000)]
    drawn = draw(desk, 400, days)
    assert desk.queue(desk.approver, claim=False) == [*waiting[:earlier], drawn, *waiting[earlier:]]
