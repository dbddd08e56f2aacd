"""Every pair of statuses is allowed or refused by the tables themselves, whatever path writes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection
from support.office import Office, submit, value

STATUSES = ("draft", "pending", "pending_review", "manual_required", "posted", "auto_posted", "voided")
ALLOWED = {
    "draft": {"draft", "pending", "pending_review", "manual_required", "posted", "auto_posted", "voided"},
    "pending": {"posted", "voided"},
    "pending_review": {"pending_review", "pending", "manual_required", "posted", "auto_posted", "voided"},
    "manual_required": {"manual_required", "pending", "pending_review", "posted", "auto_posted", "voided"},
    "posted": set(),
    "auto_posted": set(),
    "voided": set(),
}
FINAL = ("posted", "auto_posted", "voided")
WHO = ("SET ROLE hera_owner", "RESET ROLE", "SET session_replication_role = replica")
POSTED = "posted_at = clock_timestamp(), line_count = 2"


@pytest.fixture(scope="module")
def organization(office: Office) -> UUID:
    return office.organization("Transitions")


@pytest.fixture(params=WHO)
def hostile(request: pytest.FixtureRequest, office: Office) -> Iterator[Connection]:
    """Somebody who may write to the tables, in a transaction that is rolled back."""
    with office.database.connect(autocommit=False) as connection:
        connection.execute(request.param)
        yield connection
        connection.rollback()


def insert(connection: Connection, organization: UUID, status: str) -> UUID:
    """A document that has this status, and if it is pending what makes it so."""
    posted = status in ("posted", "auto_posted")
    document: UUID = value(
        connection,
        "INSERT INTO hera.universal_transactions (organization_id, id, created_at, transaction_type, transaction_date,"
        " posting_status, currency, total_amount, submitted_by, proposal, posted_at, line_count)"
        " SELECT %s, i.id, hera_internal.uuid_time(i.id), 'journal', '2026-01-01', %s, 'GBP', 10, 'raw', '{}',"
        " CASE WHEN %s THEN now() END, CASE WHEN %s THEN 2 ELSE 0 END FROM hera_internal.new_id() AS i (id) RETURNING id",
        [organization, status, posted, posted],
    )
    if status == "pending":
        connection.execute(
            "INSERT INTO hera_internal.pending_document (organization_id, transaction_id, transaction_created_at, amount,"
            " reservations) VALUES (%s, %s, hera_internal.uuid_time(%s), 10, 0)",
            [organization, document, document],
        )
    return document


def test_every_pair(hostile: Connection, office: Office, organization: UUID) -> None:
    month = value(office.admin, "SELECT to_char(now() AT TIME ZONE 'UTC', '_YYYY_MM')")
    for table, (before, after) in product(
        ("hera.universal_transactions", f"hera.universal_transactions{month}"), product(STATUSES, STATUSES)
    ):
        document = insert(hostile, organization, before)
        assignment = f"posting_status = '{after}'"
        if after in ("posted", "auto_posted") and before not in ("posted", "auto_posted"):
            assignment += f", {POSTED}"
        expected = None if after in ALLOWED[before] else "ZHL03" if before in FINAL or before == after else "ZHL04"
        found = None
        try:
            with hostile.transaction():
                hostile.execute(f"UPDATE {table} SET {assignment} WHERE id = %s".encode(), [document])
        except psycopg.Error as error:
            found = error.sqlstate
        assert found == expected, (table, before, after, found)


def test_the_registry_says_the_same(office: Office) -> None:
    rows = office.admin.execute("SELECT from_status, to_status FROM hera_internal.status_transition").fetchall()
    assert set(rows) == {(before, after) for before in STATUSES for after in ALLOWED[before] if before != after}


@pytest.mark.parametrize(
    ("assignment", "sqlstate"),
    [
        (f"posting_status = 'posted', {POSTED}, total_amount = 10.01", "ZHL53"),
        ("total_amount = 5", "ZHL03"),
        ("proposal = '{}'", "ZHL03"),
        ("posting_status = 'nonsense'", "23514"),
    ],
)
def test_a_pending_document_only_moves(hostile: Connection, organization: UUID, assignment: str, sqlstate: str) -> None:
    document = insert(hostile, organization, "pending")
    with pytest.raises(psycopg.Error) as caught:
        hostile.execute(f"UPDATE hera.universal_transactions SET {assignment} WHERE id = %s".encode(), [document])
    assert caught.value.sqlstate == sqlstate


def test_one_that_reserves_nothing_is_not_posted(hostile: Connection, organization: UUID) -> None:
    """A header written without its reservation can only be voided."""
    document = insert(hostile, organization, "pending")
    hostile.execute("SAVEPOINT s")
    hostile.execute(
        "INSERT INTO hera.universal_transactions (organization_id, id, created_at, transaction_type, transaction_date,"
        " posting_status, currency, total_amount, submitted_by) SELECT %s, i.id, hera_internal.uuid_time(i.id), 'journal',"
        " '2026-01-01', 'pending', 'GBP', 10, 'raw' FROM hera_internal.new_id() AS i (id)",
        [organization],
    )
    change = "UPDATE hera.universal_transactions SET posting_status = {} WHERE organization_id = %s AND id <> %s"
    with pytest.raises(psycopg.Error) as caught:
        hostile.execute(change.format(f"'posted', {POSTED}").encode(), [organization, document])
    assert caught.value.sqlstate == "ZHL52"
    hostile.execute("ROLLBACK TO SAVEPOINT s")


def test_every_status_is_reached_by_a_user(office: Office, organization: UUID) -> None:
    login = office.connect(office.login(organization, "owner"))
    lines = {
        "transaction_type": "journal",
        "lines": [
            {"account": "1000", "side": "debit", "amount": 1},
            {"account": "4000", "side": "credit", "amount": 1},
        ],
    }
    reached = {
        submit(login, organization, {**lines, **fields})["posting_status"]
        for fields in ({}, {"draft": True}, {"pending": True})
    }
    waiting = {"transaction_type": "bill", "total_amount": 5, "counterparty": "Nobody knows yet", "description": "x"}
    outcome = submit(login, organization, waiting)
    reached.add(outcome["posting_status"])
    call = "SELECT hera.record_feedback(%s, %s, %s, %s)"
    value(login, call, [organization, outcome["transaction_id"], "corrected", '{"account": "5000"}'])
    outcome = submit(login, organization, waiting)
    reached.add(outcome["posting_status"])
    reached.add(value(login, call, [organization, outcome["transaction_id"], "rejected", None])["posting_status"])
    # A guess is posted by itself from when its gate is open, which tests/integration/test_gate.py shows.
    assert reached == set(STATUSES) - {"auto_posted"}
