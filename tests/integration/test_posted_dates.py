"""Days on which documents may stand: the years 1900 to 2999, whatever writes them; what reads others survives."""

from __future__ import annotations

from typing import Any

import pytest
from psycopg.types.json import Jsonb

from support.desk import Desk
from support.office import bill, journal, refused, set_rates, submit, value

FAR = ["infinity", "-infinity", "9999-12-31", "3000-01-01", "1899-12-31", "4713-01-01 BC"]
LATE = "nothing is posted into a closed period"


def post(desk: Desk, **fields: Any) -> str:
    return str(submit(desk.owner, desk.organization, journal(**fields))["transaction_id"])


def days(desk: Desk) -> list[str]:
    """Every day on which something is posted."""
    rows = desk.office.admin.execute(
        "SELECT DISTINCT transaction_date::text FROM hera.universal_transactions"
        " WHERE organization_id = %s AND posted_at IS NOT NULL ORDER BY 1",
        [desk.organization],
    ).fetchall()
    return [row[0] for row in rows]


@pytest.mark.parametrize("day", FAR)
def test_no_document_is_posted_on_a_day_that_no_request_may_state(desk: Desk, day: str) -> None:
    original = post(desk, transaction_date="2026-03-01")
    held = submit(desk.owner, desk.organization, journal(pending=True))["transaction_id"]
    with refused("ZHV07"):
        desk.call(desk.owner, "reverse(%s, %s, 'x', %s)", original, day)
    with refused("ZHV07"):
        desk.call(desk.owner, "post_pending(%s, %s, NULL, %s)", held, day)
    lines = Jsonb(journal()["lines"])
    assert desk.call(desk.owner, "import_opening_balances(%s, %s, %s)", day, lines)["status"] == "rejected"
    change = Jsonb({"transaction_date": day})
    assert desk.call(desk.owner, "correct(%s, %s, %s, 'x')", original, change)["status"] == "rejected"
    assert desk.call(desk.owner, "update_draft(%s, %s, %s)", desk.wait(), change)["status"] == "rejected"
    assert days(desk) == ["2026-03-01"]


def test_the_first_and_the_last_day_are_days(desk: Desk) -> None:
    for day in ("1900-01-01", "2999-12-31"):
        outcome = desk.call(desk.owner, "reverse(%s, %s, 'x', %s)", post(desk, transaction_date="2026-03-01"), day)
        assert outcome["status"] == "posted"
        held = submit(desk.owner, desk.organization, journal(pending=True))["transaction_id"]
        assert desk.call(desk.owner, "post_pending(%s, %s, NULL, %s)", held, day)["status"] == "posted"
    assert days(desk) == ["1900-01-01", "2026-03-01", "2999-12-31"]


def test_a_revaluation_is_not_reversed_in_the_year_3000(desk: Desk) -> None:
    set_rates(desk.office, desk.organization, USD="0.8")
    line = {"amount": 10, "currency": "USD"}
    lines = [{"account": "1000", "side": "debit", **line}, {"account": "4000", "side": "credit", **line}]
    post(desk, transaction_date="2999-11-01", currency="USD", lines=lines)
    desk.office.admin.execute(
        "SELECT hera.set_exchange_rate(%s, 'USD', 'GBP', '2999-11-30', 0.9, 'test')", [desk.organization]
    )
    with refused("ZHV10"):
        desk.call(desk.owner, "revalue(%s, '2999-12', false)")
    assert desk.call(desk.owner, "revalue(%s, '2999-11', false)")["status"] == "posted"
    assert days(desk) == ["2999-11-01", "2999-11-30", "2999-12-01"]


def refresh(desk: Desk, recompute: bool) -> Any:
    row = desk.office.admin.execute(
        "SELECT effects, fault FROM hera.refresh_profiles(%s, %s)", [desk.organization, recompute]
    ).fetchone()
    assert row is not None
    return row


def test_profiles_count_documents_whose_days_lie_centuries_apart(desk: Desk) -> None:
    """A gap, or terms, of more days than a smallint has."""
    for day in ("1900-01-01", "2026-03-01", "2999-12-31"):
        request = bill(10, account="5000", transaction_date=day, due_date="2026-04-01")
        assert submit(desk.owner, desk.organization, request)["status"] == "posted"
    assert refresh(desk, False) == (3, None)
    assert refresh(desk, True) == (3, None)


@pytest.mark.parametrize("day", FAR)
def test_what_is_dated_so_already_is_named_and_stops_no_profile(desk: Desk, day: str) -> None:
    query = "SELECT check_name, detail FROM hera.verify(%s) WHERE NOT ok"
    since = "SELECT check_name, detail FROM hera.verify_since(%s) WHERE NOT ok"
    for statement in (query, since):
        assert desk.office.admin.execute(statement.encode(), [desk.organization]).fetchall() == []
    bad = [desk.wait(counterparty="Acme", due_date="2026-04-01"), desk.wait(counterparty="Acme")]
    submit(desk.owner, desk.organization, bill(10, account="5000"))
    for identifier in bad:
        desk.office.admin.execute(
            "UPDATE hera.universal_transactions SET transaction_date = %s WHERE id = %s", [day, identifier]
        )
        assert desk.verdict(desk.approver, identifier, "corrected", "5000")["status"] == "posted"
    for statement in (query, since):
        found = dict(desk.office.admin.execute(statement.encode(), [desk.organization]).fetchall())
        assert list(found) == [LATE]
        assert all(f"{identifier} on {day}" in found[LATE] for identifier in bad), found
    assert refresh(desk, False) == (3, None)
    desk.call(desk.owner, "reverse(%s, %s, 'x', '2026-03-01')", bad[0])
    assert refresh(desk, False) == (1, None)
    assert refresh(desk, True) == (4, None)
    months = "SELECT count(*), sum(documents) FROM hera_internal.month_count WHERE organization_id = %s"
    assert desk.office.admin.execute(months.encode(), [desk.organization]).fetchone() == (2, 2)


REPORTS = [
    "trial_balance(%s, {last})", "trial_balance_base(%s, {last})", "account_balance(%s, '2000', {last})",
    "balance_sheet(%s, {last})", "income_statement(%s, {first}, {last})", "general_ledger(%s, {first}, {last})",
    "account_statement(%s, '2000', {first}, {last})", "tax_report(%s, {first}, {last})",
    "export_lines(%s, {first}, {last})",
]  # fmt: skip


@pytest.mark.parametrize("report", REPORTS)
def test_an_infinite_day_is_no_bound_of_a_report(desk: Desk, report: str) -> None:
    """The same as the first and the last day, and rows that a program can read."""
    for day in ("1900-01-01", "2026-03-01", "2999-12-31"):
        submit(desk.owner, desk.organization, bill(10, account="5000", transaction_date=day))

    def rows(first: str, last: str) -> list[Any]:
        query = f"SELECT * FROM hera.{report}".format(first=first, last=last)
        return desk.owner.execute(query.encode(), [desk.organization]).fetchall()

    every = rows("'-infinity'", "'infinity'")
    if "ledger" in report or "statement(%s, '2000'" in report:
        assert every == rows("NULL", "NULL")
    else:
        assert every == rows("'1900-01-01'", "'2999-12-31'")
    assert every
    rows("'infinity'", "'infinity'")
    rows("'-infinity'", "'-infinity'")


def test_nothing_is_of_an_age_on_an_infinite_day(desk: Desk) -> None:
    submit(desk.owner, desk.organization, bill(10, account="5000"))
    for day in ("infinity", "-infinity"):
        with refused("ZHV07"):
            value(desk.owner, "SELECT count(*) FROM hera.aged_items(%s, 'payable', %s)", [desk.organization, day])
    query = "SELECT count(*) FROM hera.aged_items(%s, 'payable', '2999-12-31')"
    assert value(desk.owner, query, [desk.organization]) == 1
