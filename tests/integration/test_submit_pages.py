"""list_transactions: whatever the filter and the page size, all pages together are all rows, each once."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, journal, refused, submit, submit_batch

Row = tuple[Any, ...]
COLUMNS = "transaction_id, transaction_type, transaction_date, posting_status, smart_code, account, total_amount, counterparty"
DATES = ["2026-01-01", "2026-01-15", "2026-02-28", "2026-03-01"]
NAMES = ["Acme", "Blue", "Crow"]


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    """Two hundred documents of several kinds, many of them in the same millisecond."""
    organization = office.organization("Pages")
    rng = random.Random(17)
    requests: list[dict[str, Any]] = []
    for number in range(200):
        fields: dict[str, Any] = {"transaction_date": rng.choice(DATES), "counterparty": rng.choice(NAMES)}
        amount = rng.choice([5, 50, "99.99", 500])
        if number % 4 == 0:
            requests.append(journal(amount, **fields))
        elif number % 4 == 1:
            requests.append(bill(f"-{amount}", account=rng.choice(["5000", "5010"]), **fields))
        else:
            kind = rng.choice(["bill", "invoice", "payment"])
            account = {} if number % 4 == 2 else {"account": "4000"}
            requests.append({"transaction_type": kind, "total_amount": amount, **account, **fields})
    assert all(outcome["status"] != "rejected" for outcome in submit_batch(office.admin, organization, requests))
    other = office.organization("Not these")
    submit_batch(office.admin, other, requests[:20])
    return organization


@pytest.fixture(scope="module")
def caller(office: Office, organization: UUID) -> Connection:
    return office.connect(office.login(organization, "viewer"))


def page(caller: Connection, organization: UUID, wanted: dict[str, Any], after: str | None, limit: int) -> list[Row]:
    return caller.execute(
        f"SELECT cursor, {COLUMNS} FROM hera.list_transactions(%s, %s, %s, %s)".encode(),
        [organization, Jsonb(wanted), after, limit],
    ).fetchall()


def all_pages(caller: Connection, organization: UUID, wanted: dict[str, Any], limit: int) -> list[Row]:
    rows: list[Row] = []
    after = None
    while found := page(caller, organization, wanted, after, limit):
        assert len(found) <= limit
        rows += [row[1:] for row in found]
        after = found[-1][0]
        if len(found) < limit:
            break
    return rows


def matches(row: Row, wanted: dict[str, Any]) -> bool:
    """The filter, said again in Python."""
    _, kind, date, status, code, account, amount, counterparty = row
    return (
        wanted.get("transaction_type") in (None, kind)
        and wanted.get("posting_status") in (None, status)
        and wanted.get("account") in (None, account)
        and wanted.get("counterparty") in (None, counterparty)
        and (wanted.get("smart_code") is None or (code or "").startswith(wanted["smart_code"]))
        and (wanted.get("date_from") is None or str(date) >= wanted["date_from"])
        and (wanted.get("date_to") is None or str(date) <= wanted["date_to"])
        and (wanted.get("amount_from") is None or abs(amount) >= Decimal(wanted["amount_from"]))
        and (wanted.get("amount_to") is None or abs(amount) <= Decimal(wanted["amount_to"]))
    )


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "transaction_type": st.sampled_from(["bill", "journal", "invoice", "payment", "nothing", None]),
        "posting_status": st.sampled_from(["posted", "manual_required", "pending_review", None]),
        "smart_code": st.sampled_from(["HERA", "HERA.SALES", "HERA.PROCUREMENT.BILL.AUTO.v1", "X", None]),
        "account": st.sampled_from(["4000", "5000", "5010", "no", None]),
        "counterparty": st.sampled_from([*NAMES, "Nobody", None]),
        "date_from": st.sampled_from([*DATES, None]),
        "date_to": st.sampled_from([*DATES, None]),
        "amount_from": st.sampled_from(["0", "50", "99.99", None]),
        "amount_to": st.sampled_from(["50", "99.98", "1000", None]),
    },
)


def test_union_of_pages(
    caller: Connection, organization: UUID, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    everything = all_pages(caller, organization, {}, 1000)
    assert len(everything) == 200
    examples = scaled(3000)

    @settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=False
    )
    @given(FILTERS, st.integers(1, 60))
    def check(wanted: dict[str, Any], limit: int) -> None:
        rows = all_pages(caller, organization, wanted, limit)
        identifiers = [row[0] for row in rows]
        assert len(set(identifiers)) == len(identifiers)
        assert identifiers == sorted(identifiers, reverse=True)
        assert set(rows) == {row for row in everything if matches(row, wanted)}

    check()
    record_figure(
        "list_transactions: filters whose pages were compared with all rows", examples, "filters", "no difference"
    )


def test_counterparty_by_id(caller: Connection, organization: UUID) -> None:
    by_name = all_pages(caller, organization, {"counterparty": "Blue"}, 100)
    found = caller.execute(
        "SELECT hera.get_transaction(%s, %s) ->> 'counterparty_id'", [organization, by_name[0][0]]
    ).fetchone()
    assert found is not None
    assert all_pages(caller, organization, {"counterparty": found[0].upper()}, 100) == by_name


def test_new_documents_do_not_move_the_pages(office: Office, caller: Connection, organization: UUID) -> None:
    with office.database.connect() as admin, admin.transaction(force_rollback=True):
        first = page(admin, organization, {}, None, 50)
        submit(admin, organization, journal())
        second = page(admin, organization, {}, first[-1][0], 50)
        assert not {row[1] for row in first} & {row[1] for row in second}
        assert len(page(admin, organization, {}, None, 1000)) == 201


@pytest.mark.parametrize(
    ("arguments", "sqlstate"),
    [
        (("{}", None, 0), "ZHV10"),
        (("{}", None, 1001), "ZHV10"),
        (("{}", None, None), "ZHV10"),
        (("{}", "next", 10), "ZHV06"),
        (("{}", "", 10), "ZHV06"),
        (("[]", None, 10), "ZHV03"),
        (('"x"', None, 10), "ZHV03"),
        (('{"colour": "red"}', None, 10), "ZHV04"),
        (('{"date_from": "yesterday"}', None, 10), "ZHV06"),
        (('{"date_to": "2026-02-30"}', None, 10), "ZHV06"),
        (('{"amount_from": "NaN"}', None, 10), "ZHV06"),
        (('{"posting_status": "Posted; DROP"}', None, 10), "ZHV06"),
        (('{"counterparty": {"a": 1}}', None, 10), None),
    ],
)
def test_bad_arguments(
    caller: Connection, organization: UUID, arguments: tuple[Any, ...], sqlstate: str | None
) -> None:
    query = b"SELECT * FROM hera.list_transactions(%s, %s::jsonb, %s, %s)"
    if sqlstate is None:
        assert caller.execute(query, [organization, *arguments]).fetchall() == []
    else:
        with refused(sqlstate):
            caller.execute(query, [organization, *arguments])
