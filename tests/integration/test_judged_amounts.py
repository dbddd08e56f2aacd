"""The amount that limits and four eyes judge: the total or the lines, at the stated rate or that of the books."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg.types.json import Jsonb

from support.desk import Desk, word
from support.office import bill, refused, set_rates, submit, submit_batch, value

REVIEW = "transactions.review"
SUBMIT = "transactions.submit"
REVERSE = "transactions.reverse"


def limit(desk: Desk, permission: str, amount: Any, role: str) -> None:
    desk.call(desk.office.admin, "set_amount_limit(%s, %s, %s, p_role => %s)", permission, amount, role)


def four_eyes(desk: Desk, amount: int) -> None:
    desk.office.admin.execute("SELECT hera.set_setting('four_eyes_amount', %s, %s)", [str(amount), desk.organization])


def lines(amount: Any, **fields: Any) -> list[dict[str, Any]]:
    return [
        {"account": "5000", "side": "debit", "amount": amount, **fields},
        {"account": "2000", "side": "credit", "amount": amount, **fields},
    ]


def payable(desk: Desk) -> Any:
    """What the books owe, in the currency of the organization."""
    query = "SELECT coalesce(sum(credit - debit), 0) FROM hera.trial_balance_base(%s) WHERE account_code = '2000'"
    return value(desk.owner, query, [desk.organization])


def waiting(desk: Desk, amount: Any = 50, **fields: Any) -> str:
    return desk.wait(total_amount=amount, **fields)


UNDERSTATED = [
    {"transaction_type": "bill", "total_amount": 50, "lines": lines(5000)},
    {"transaction_type": "journal", "total_amount": 1, "lines": lines(5000)},
    {"transaction_type": "bill", "total_amount": -50, "lines": lines(5000)},
    # Each line is within the limit.
    {"transaction_type": "bill", "total_amount": 50, "lines": lines(60) + lines(60)},
    {"transaction_type": "bill", "total_amount": 50, "lines": lines(50) + lines(51, currency="USD")},
    {"transaction_type": "bill", "total_amount": 1000000, "currency": "USD", "exchange_rate": "0.0000001",
     "account": "5000"},
    {"transaction_type": "bill", "total_amount": 1, "currency": "USD", "exchange_rate": "0.0000001",
     "lines": lines(1000000, currency="USD")},
    {"transaction_type": "bill", "total_amount": 1000000, "currency": "USD", "exchange_rate": "0.0000001",
     "account": "5000", "transaction_date": "1901-01-01"},
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(UNDERSTATED)))
def test_a_low_total_or_rate_does_not_hide_what_is_posted(desk: Desk, number: int) -> None:
    request = {**UNDERSTATED[number], "counterparty": word()}
    desk.office.admin.execute(
        "SELECT hera.set_exchange_rate(%s, 'USD', 'GBP', '2020-01-01', 0.99, 'test')", [desk.organization]
    )
    limit(desk, SUBMIT, 100, "accountant")
    assert submit(desk.owner, desk.organization, request)["status"] == "posted"
    before = payable(desk)
    for outcome in (
        submit(desk.accountant, desk.organization, request),
        *submit_batch(desk.accountant, desk.organization, [request]),
    ):
        assert outcome["status"] == "pending_review", outcome
        assert outcome["explanation"]["limit"]["amount"] > 100
    assert payable(desk) == before


def test_what_is_within_the_limit_by_both_is_posted(desk: Desk) -> None:
    set_rates(desk.office, desk.organization, USD="0.8")
    limit(desk, SUBMIT, 100, "accountant")
    for request in (
        {"transaction_type": "bill", "total_amount": 100, "lines": lines(100)},
        {"transaction_type": "journal", "lines": lines(60) + lines(40)},
        bill(125, account="5000", currency="USD"),
        bill(100, account="5000", currency="USD", exchange_rate="1"),
        bill(125, account="5000", currency="USD", exchange_rate="0.7"),
    ):
        assert submit(desk.accountant, desk.organization, request)["status"] == "posted", request
    above = submit(desk.accountant, desk.organization, bill(101, account="5000", currency="USD", exchange_rate="1"))
    assert above["explanation"]["limit"]["amount"] == 101


@pytest.mark.parametrize("kind", ["limit", "four eyes"])
@pytest.mark.parametrize("rate", ["lines", "rate"])
def test_a_correction_is_judged_by_what_it_posts(desk: Desk, kind: str, rate: str) -> None:
    set_rates(desk.office, desk.organization, USD="0.8")
    fields: dict[str, Any] = {}
    correction: Any = {"lines": lines(5000)}
    if rate == "rate":
        fields = {"currency": "USD", "exchange_rate": "0.0000001"}
        correction = {"lines": lines(1000000, currency="USD")}
    before = waiting(desk, **fields)
    small = waiting(desk, **fields)
    assert desk.verdict(desk.approver, small, "corrected", "5000")["status"] == "posted"
    owed = payable(desk)
    if kind == "limit":
        limit(desk, REVIEW, 100, "approver")
        for document in (before, small):
            with refused("ZHZ51"):
                desk.call(desk.approver, "record_feedback(%s, %s, 'corrected', %s)", document, Jsonb(correction))
        assert payable(desk) == owed
        return
    four_eyes(desk, 100)
    first = desk.call(desk.approver, "record_feedback(%s, %s, 'corrected', %s)", before, Jsonb(correction))
    assert (first["status"], first["approvals"]) == ("pending_review", 1)
    # What waits now is above the amount by its lines alone.
    with refused("ZHZ41"):
        desk.call(desk.approver, "approve(%s, %s)", before)
    # An account is judged by what waited, too.
    assert desk.verdict(desk.owner, before, "corrected", "5000")["approvals"] == 1
    assert payable(desk) == owed
    assert desk.call(desk.approver_2, "approve(%s, %s)", before)["status"] == "posted"


def test_who_submitted_it_does_not_post_more_by_correcting_what_was_posted(desk: Desk) -> None:
    four_eyes(desk, 100)
    mine = submit(desk.accountant, desk.organization, bill(50, account="5000"))["transaction_id"]
    with refused("ZHZ40"):
        desk.call(desk.accountant, "record_feedback(%s, %s, 'corrected', %s)", mine, Jsonb({"lines": lines(5000)}))
    large = {"transaction_type": "bill", "total_amount": 50, "lines": lines(5000)}
    mine = submit(desk.accountant, desk.organization, large)["transaction_id"]
    with refused("ZHZ40"):
        desk.verdict(desk.accountant, mine, "corrected", "6200")


@pytest.mark.parametrize(
    "change",
    [
        {"total_amount": 5000, "lines": lines(5000)},
        {"total_amount": 1, "lines": lines(5000)},
        {"total_amount": 1, "account": "5000"},
        {"currency": "USD", "exchange_rate": "0.0000001", "account": "5000"},
    ],
)
def test_what_waits_for_two_goes_on_waiting_when_it_is_changed(desk: Desk, change: dict[str, Any]) -> None:
    set_rates(desk.office, desk.organization, USD="0.8")
    four_eyes(desk, 1000)
    mine = str(submit(desk.accountant, desk.organization, bill(5000, description=word()))["transaction_id"])
    outcome = desk.call(desk.accountant, "update_draft(%s, %s, %s)", mine, Jsonb(change))
    assert outcome["status"] == "pending_review", outcome
    # A second change finds the first one.
    if "lines" in change:
        again = Jsonb({"total_amount": 20, "lines": lines(20)})
        assert desk.call(desk.accountant, "update_draft(%s, %s, %s)", mine, again)["status"] == "pending_review"
    assert payable(desk) == 0


def test_what_waits_for_another_does_not_become_pending_or_a_draft(desk: Desk) -> None:
    """One person would post it then."""
    ways = ({"account": "5000", "pending": True}, {"total_amount": 1, "lines": lines(5000), "pending": True})
    mine = [str(submit(desk.accountant, desk.organization, bill(5000, description=word()))["transaction_id"])]
    assert desk.call(desk.accountant, "update_draft(%s, %s, %s)", mine[0], Jsonb(ways[0]))["status"] == "pending"
    mine = [
        str(submit(desk.accountant, desk.organization, bill(amount, description=word()))["transaction_id"])
        for amount in (5000, 7)
    ]
    desk.call(desk.office.admin, "separate_duty(%s, %s)", REVIEW)
    for document in mine:
        with refused("ZHZ50"):
            desk.call(desk.accountant, "update_draft(%s, %s, %s)", document, Jsonb(ways[0]))
    four_eyes(desk, 1000)
    for way in ways:
        with refused("ZHZ40"):
            desk.call(desk.accountant, "update_draft(%s, %s, %s)", mine[0], Jsonb(way))
    with refused("ZHL04"):
        desk.call(desk.accountant, "update_draft(%s, %s, %s)", mine[0], Jsonb({"draft": True, "account": "5000"}))


def test_a_draft_waited_for_nobody(desk: Desk) -> None:
    four_eyes(desk, 1000)
    draft = submit(desk.accountant, desk.organization, bill(5000, draft=True))["transaction_id"]
    change = {"draft": False, "account": "5000"}
    assert desk.call(desk.accountant, "update_draft(%s, %s, %s)", draft, Jsonb(change))["status"] == "posted"


def test_a_reservation_and_a_reversal_are_judged_by_their_lines(desk: Desk) -> None:
    request = {"transaction_type": "bill", "total_amount": 50, "lines": lines(5000)}
    held = submit(desk.accountant, desk.organization, {**request, "pending": True})
    posted = submit(desk.accountant, desk.organization, request)
    assert (held["status"], posted["status"]) == ("pending", "posted")
    limit(desk, SUBMIT, 100, "accountant")
    limit(desk, REVERSE, 100, "accountant")
    with refused("ZHZ51"):
        desk.call(desk.accountant, "post_pending(%s, %s)", held["transaction_id"])
    # The half of it is 2,500, not 25.
    with refused("ZHZ51"):
        desk.call(desk.accountant, "post_pending(%s, %s, 25)", held["transaction_id"])
    for call in ("reverse(%s, %s, 'x')", "correct(%s, %s, '{}', 'x')", "record_feedback(%s, %s, 'rejected')"):
        with refused("ZHZ51"):
            desk.call(desk.accountant, call, posted["transaction_id"])
    assert desk.call(desk.accountant, "post_pending(%s, %s, 1)", held["transaction_id"])["status"] == "posted"


def test_the_queue_offers_and_orders_by_the_amount_that_is_judged(desk: Desk) -> None:
    set_rates(desk.office, desk.organization, USD="0.8")
    limit(desk, SUBMIT, 1, "integration")
    request = {"transaction_type": "bill", "total_amount": 2, "counterparty": word()}
    outcomes = [
        submit(desk.integration, desk.organization, {**request, **fields})
        for fields in (
            {"total_amount": 100, "account": "5000"},
            {"lines": lines(5000)},
            {"total_amount": 1000, "currency": "USD", "exchange_rate": "0.0000001", "account": "5000"},
            {"lines": lines(2) + lines(500, currency="USD")},
        )
    ]
    assert {outcome["status"] for outcome in outcomes} == {"pending_review"}
    first, second, third, fourth = (str(outcome["transaction_id"]) for outcome in outcomes)
    assert desk.queue(desk.approver, claim=False) == [second, third, fourth, first]
    query = "SELECT array_agg(value_at_risk) FROM hera.review_queue(%s, 9, false)"
    assert value(desk.approver, query, [desk.organization]) == [5000, 800, 402, 100]
    assert [outcome["explanation"]["limit"]["amount"] for outcome in outcomes] == [100, 5000, 800, 402]
    four_eyes(desk, 500)
    assert desk.call(desk.approver, "approve(%s, %s)", second)["approvals"] == 1
    assert desk.queue(desk.approver, claim=False) == [third, fourth, first]
