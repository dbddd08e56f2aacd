"""Posted rows refuse UPDATE, DELETE and TRUNCATE, on every table and partition, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from support.databases import Connection
from support.office import Office, bill, journal, refused, submit, value

GROWING = (
    "hera.universal_transactions",
    "hera.universal_transaction_lines",
    "hera_internal.audit_leaf",
    "hera_internal.reversal",
    "hera_internal.settlement",
    "hera.ai_posting_feedback",
)
PARTITIONED = GROWING[:3]
WHO = (
    "RESET ROLE",
    "SET ROLE hera_owner",
    "SET session_replication_role = replica",
    "SET session_replication_role = local",
)


@pytest.fixture(scope="module")
def books(office: Office) -> tuple[UUID, str]:
    """An organization with a row in each of the tables, and the suffix of the month they are in."""
    organization = office.organization("Posted")
    with office.database.connect() as connection:
        original = submit(connection, organization, journal())["transaction_id"]
        connection.execute("SELECT hera.reverse(%s, %s, 'a test')", [organization, original])
        owed = submit(connection, organization, bill(account="5000"))["transaction_id"]
        settles = [{"transaction_id": owed, "amount": 1}]
        submit(connection, organization, {"transaction_type": "payment", "total_amount": 1, "settles": settles})
        waiting = submit(connection, organization, bill())["transaction_id"]
        correction = '{"account": "5000"}'
        connection.execute("SELECT hera.record_feedback(%s, %s, 'corrected', %s)", [organization, waiting, correction])
    month = value(office.admin, "SELECT to_char(now() AT TIME ZONE 'UTC', '_YYYY_MM')")
    for table in GROWING:
        assert value(office.admin, f"SELECT count(*) FROM {table}") > 0, table
    return organization, month


@pytest.fixture(params=WHO)
def anybody(request: pytest.FixtureRequest, office: Office, books: tuple[UUID, str]) -> Iterator[Connection]:
    """A superuser, the owner of the tables, and a superuser with triggers switched off as far as that goes."""
    with office.database.connect() as connection:
        connection.execute(request.param)
        yield connection


@pytest.mark.parametrize("table", GROWING)
def test_change_is_refused(anybody: Connection, books: tuple[UUID, str], table: str) -> None:
    for relation in (table, table + books[1]) if table in PARTITIONED else (table,):
        for statement in (
            f"UPDATE {relation} SET organization_id = organization_id",
            f"UPDATE {relation} SET organization_id = gen_random_uuid()",
            f"DELETE FROM {relation}",
            f"MERGE INTO {relation} AS t USING (VALUES (1)) AS v (x) ON true WHEN MATCHED THEN DELETE",
        ):
            with refused("ZHL03"):
                anybody.execute(statement.encode())


@pytest.mark.parametrize("table", GROWING)
def test_truncate_is_refused(anybody: Connection, table: str) -> None:
    with refused("ZHL03"):
        anybody.execute(f"TRUNCATE {table} CASCADE".encode())
    if table in PARTITIONED:
        partitions = anybody.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [table]
        ).fetchall()
        assert len(partitions) >= 24
        for (partition,) in partitions:
            with refused("ZHL03"):
                anybody.execute(f"TRUNCATE {partition} CASCADE".encode())


def test_every_partition_has_the_guards_of_its_parent(db: Connection) -> None:
    """Row and statement triggers alike. All fire whatever the replication role is, but for the one that stands in for the
    foreign keys where these do not speak."""
    missing = db.execute(
        """
        SELECT i.inhrelid::regclass, t.tgname
        FROM pg_inherits AS i
        JOIN pg_trigger AS t ON t.tgrelid = i.inhparent AND NOT t.tgisinternal
        WHERE i.inhparent::regclass::text = ANY (%s) AND NOT EXISTS (
            SELECT FROM pg_trigger AS own
            WHERE own.tgrelid = i.inhrelid AND own.tgname = t.tgname AND own.tgfoid = t.tgfoid
                AND own.tgtype = t.tgtype AND own.tgenabled = t.tgenabled AND own.tgdeferrable = t.tgdeferrable
                AND own.tginitdeferred = t.tginitdeferred)
        """,
        [list(GROWING)],
    ).fetchall()
    assert missing == []
    assert (
        db.execute(
            """
            SELECT t.tgrelid::regclass, t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
            WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
                AND NOT t.tgisinternal
                AND t.tgenabled <> CASE t.tgname WHEN 'universal_transaction_lines_replica' THEN 'R' ELSE 'A' END
            """
        ).fetchall()
        == []
    )


def test_status_goes_along_the_transition_table_only(office: Office, books: tuple[UUID, str]) -> None:
    organization, _ = books
    with office.database.connect() as connection:
        waiting = submit(connection, organization, bill(counterparty="Nobody knows"))
        assert waiting["posting_status"] == "manual_required"
        change = "UPDATE hera.universal_transactions SET {} WHERE id = %s"
        for assignment, sqlstate in (
            ("posting_status = 'draft'", "ZHL04"),
            ("submitted_by = 'somebody else'", "ZHL03"),
            ("id = hera_internal.new_id()", "ZHL03"),
            ("posting_status = 'nonsense'", "23514"),
            ("posting_status = 'posted'", "23514"),
            ("posting_status = 'posted', posted_at = now()", "23514"),
            ("posting_status = 'posted', posted_at = now(), line_count = 2", "ZHL06"),
        ):
            with refused(sqlstate):
                connection.execute(change.format(assignment).encode(), [waiting["transaction_id"]])
        with refused("ZHL03"):
            connection.execute("DELETE FROM hera.universal_transactions WHERE id = %s", [waiting["transaction_id"]])
        connection.execute("SELECT hera.record_feedback(%s, %s, 'rejected')", [organization, waiting["transaction_id"]])
        with refused("ZHL03"):
            connection.execute(change.format("unit = 'x'").encode(), [waiting["transaction_id"]])


def test_a_lost_guard_is_found_and_put_back(office: Office, books: tuple[UUID, str]) -> None:
    with office.database.connect() as connection, connection.transaction(force_rollback=True):
        lines = f"hera.universal_transaction_lines{books[1]}"
        for statement in (
            f"ALTER TABLE {lines} DISABLE TRIGGER universal_transaction_lines_guard",
            f"DROP TRIGGER universal_transaction_lines_truncate ON {lines}",
            "ALTER TABLE hera.universal_transactions ENABLE TRIGGER universal_transactions_guard",
        ):
            connection.execute(statement.encode())
        rows: list[tuple[Any, ...]] = connection.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall()
        found = " ".join(str(detail) for _, _, detail in rows)
        for guard in ("transaction_lines_guard", "transaction_lines_truncate", "universal_transactions_guard"):
            assert guard in found, rows
        connection.execute("SELECT * FROM hera.migrate()")
        assert connection.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall() == []
        test_every_partition_has_the_guards_of_its_parent(connection)
