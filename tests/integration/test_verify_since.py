"""Incremental verification: certificates cover every posted document once, and no finding is certified."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, bill, journal, submit, value

LINES = "hera.universal_transaction_lines"


def findings(connection: Connection, organization: UUID | None) -> dict[str, str]:
    """What verify_since finds in the books, by check."""
    rows = connection.execute("SELECT check_name, ok, detail FROM hera.verify_since(%s)", [organization]).fetchall()
    assert len(rows) >= 16
    return {row[0]: row[2] for row in rows if not row[1]}


def certificates(office: Office, organization: UUID) -> list[Any]:
    """Documents of each certificate, in order."""
    rows = office.admin.execute(
        "SELECT documents FROM hera_internal.books_certificate WHERE organization_id = %s ORDER BY number",
        [organization],
    ).fetchall()
    return [row[0] for row in rows]


@contextmanager
def guards_off(office: Office) -> Iterator[None]:
    """The triggers of the lines are off meanwhile, on every partition."""
    tables = [
        row[0]
        for row in office.admin.execute("SELECT relid::text FROM pg_partition_tree(%s::regclass)", [LINES]).fetchall()
    ]
    enabled = office.admin.execute(
        "SELECT tgrelid::regclass::text, tgname, CASE tgenabled WHEN 'R' THEN 'REPLICA' ELSE 'ALWAYS' END"
        " FROM pg_trigger WHERE tgrelid = ANY (%s::regclass[]) AND NOT tgisinternal",
        [tables],
    ).fetchall()
    for table in tables:
        office.admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
    yield
    for table, name, mode in enabled:
        office.admin.execute(f'ALTER TABLE {table} ENABLE {mode} TRIGGER "{name}"'.encode())


def test_each_certificate_continues_the_one_before(office: Office) -> None:
    organization = office.organization("Certified")
    connection = office.connect(office.login(organization))
    for number in range(3):
        submit(connection, organization, journal(number + 1, transaction_date=f"202{number + 4}-05-05"))
    submit(connection, organization, bill())
    assert findings(connection, organization) == {}
    assert certificates(office, organization) == [3]
    identifier = submit(connection, organization, journal(5))["transaction_id"]
    connection.execute("SELECT hera.reverse(%s, %s, 'x')", [organization, identifier])
    assert findings(connection, organization) == {}
    assert findings(connection, organization) == {}
    assert certificates(office, organization) == [3, 2]
    office.admin.execute("SELECT hera.rebuild_balances(%s)", [organization])
    assert findings(office.admin, organization) == {}
    assert certificates(office, organization) == [3, 2, 0, 5]


def test_a_finding_is_not_certified(office: Office) -> None:
    organization = office.organization("Tampered")
    connection = office.connect(office.login(organization))
    submit(connection, organization, journal(1))
    assert findings(connection, organization) == {}
    identifier = submit(connection, organization, journal(2))["transaction_id"]
    change = f"UPDATE {LINES} SET amount = %s WHERE transaction_id = %s AND line_number = 1"
    with guards_off(office):
        office.admin.execute(change.encode(), [2.001, identifier])
    for _ in range(2):
        found = findings(connection, organization)
        assert found == {
            "every posted document balances in each currency": f"1 found: {identifier} in GBP",
            "amounts have the decimals of their currency": f"1 found: {identifier} line 1: 2.001 GBP",
            "balances equal their lines": "1 found: 1000 GBP",
        }
        assert certificates(office, organization) == [1]
    with guards_off(office):
        office.admin.execute(change.encode(), [2, identifier])
    assert findings(connection, organization) == {}
    assert certificates(office, organization) == [1, 1]


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        (
            "UPDATE hera_internal.balance_rollup SET credit = credit + 1 WHERE organization_id = %s AND grain = 'year'",
            "balances equal their lines",
        ),
        (
            "UPDATE hera_internal.books_certificate SET balances = '[]' WHERE organization_id = %s",
            "balances equal their lines",
        ),
        ("DELETE FROM hera_internal.audit_leaf WHERE organization_id = %s", "every document has its audit leaf"),
        (
            "UPDATE hera_internal.audit_leaf SET actor = 'x' WHERE organization_id = %s",
            "audit leaves carry their own hash",
        ),
        (
            "INSERT INTO hera_internal.closed_period (organization_id, period, starts_on, ends_on, closed_at, closed_by,"
            " balances, fiscal_year, number, ordinal)"
            " VALUES (%s, '2026-01', '2026-01-01', '2026-01-31', '2026-01-01', 'x', '[]', 2026, 1, 1)",
            "nothing is posted into a closed period",
        ),
    ],
)
def test_what_was_changed_behind_the_guards(office: Office, statement: str, check: str) -> None:
    organization = office.organization("Behind")
    connection = office.connect(office.login(organization))
    submit(connection, organization, journal(1, transaction_date="2026-01-05"))
    assert findings(connection, organization) == {}
    submit(connection, organization, journal(1, transaction_date="2026-01-05"))
    with office.admin.transaction(force_rollback=True):
        for (table,) in office.admin.execute(
            "SELECT relid::text FROM pg_partition_tree('hera_internal.audit_leaf')"
        ).fetchall():
            office.admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
        office.admin.execute(statement.encode(), [organization])
        assert check in findings(office.admin, organization)
    assert findings(connection, organization) == {}
    assert certificates(office, organization) == [1, 1]


def test_certificates_cover_every_document_once(office: Office, scaled: Callable[[int], int]) -> None:
    organization = office.organization("Covered")
    login = office.login(organization)
    wanted = scaled(5_000)
    done = threading.Event()

    def write() -> None:
        with office.database.connect(login) as connection:
            for number in range(wanted):
                submit(connection, organization, journal(number + 1))

    def certify() -> None:
        with office.database.connect(login) as connection:
            while not done.is_set():
                assert findings(connection, organization) == {}

    def refresh() -> None:
        with office.database.connect(login) as connection:
            while not done.is_set():
                connection.execute("SELECT * FROM hera.refresh_balances(%s)", [organization])

    with ThreadPoolExecutor(6) as pool:
        others = [pool.submit(certify), pool.submit(certify), pool.submit(refresh)]
        for writer in [pool.submit(write) for _ in range(3)]:
            writer.result()
        done.set()
        for other in others:
            other.result()
    assert findings(office.admin, None) == {}
    assert sum(certificates(office, organization)) == 3 * wanted
    assert (
        value(
            office.admin,
            "SELECT count(*) FROM hera_internal.uncertified_document WHERE organization_id = %s",
            [organization],
        )
        == 0
    )
