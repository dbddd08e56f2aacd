"""Numbers without gaps: under load, rollbacks, savepoints, in every order, and behind every guard."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import TEMPLATE, Connection, create_database, drop_database
from support.office import Office, refused, submit, submit_patiently, value

CHECK = "document numbers have no gaps"


def invoice(amount: Any = 10, **fields: Any) -> dict[str, Any]:
    return {"transaction_type": "invoice", "total_amount": amount, "account": "4000", **fields}


def numbers(office: Office, organization: UUID, series: str = "INV", year: int | None = None) -> list[int]:
    query = (
        "SELECT number FROM hera_internal.document_number WHERE organization_id = %s AND series = %s"
        " AND fiscal_year = coalesce(%s, fiscal_year) ORDER BY number"
    )
    return [row[0] for row in office.admin.execute(query, [organization, series, year]).fetchall()]


def finding(connection: Connection, organization: UUID) -> str | None:
    row = connection.execute(
        "SELECT detail FROM hera.verify(%s) WHERE check_name = %s", [organization, CHECK]
    ).fetchone()
    assert row is not None
    return None if row[0] is None else str(row[0])


@pytest.fixture
def books(office: Office) -> tuple[UUID, str]:
    organization = office.organization("Numbers")
    return organization, office.login(organization)


def test_no_gap_and_no_duplicate(
    office: Office, books: tuple[UUID, str], scaled: Callable[[int], int], record_figure: Callable[..., None], seed: int
) -> None:
    """Many connections at once, three in ten of the transactions roll back, some after a savepoint."""
    organization, login = books
    posts, clients = max(60, scaled(20_000)), max(20, scaled(200))
    left, lock, committed, rolled_back = [posts], threading.Lock(), [0], [0]

    def work(number: int) -> None:
        rng = random.Random(seed * 1_000 + number)
        with office.database.connect(login, autocommit=False) as connection:
            while True:
                with lock:
                    left[0] -= 1
                    if left[0] < 0:
                        return
                submit_patiently(connection, organization, invoice(rng.choice((5, -5))))
                keep = rng.random() >= 0.3
                connection.commit() if keep else connection.rollback()
                with lock:
                    (committed if keep else rolled_back)[0] += 1

    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(work, number) for number in range(clients)]:
            done.result()
    both = [numbers(office, organization, series) for series in ("INV", "CN")]
    assert [given == list(range(1, len(given) + 1)) for given in both] == [True, True]
    assert sum(len(given) for given in both) == committed[0]
    assert rolled_back[0] > 0
    assert finding(office.admin, organization) is None
    record_figure(f"numbered documents of {clients} connections", committed[0], "documents", "no gap, no duplicate")


def test_documents_of_one_transaction_are_numbered_in_order(office: Office, books: tuple[UUID, str]) -> None:
    organization, login = books
    with office.database.connect(login, autocommit=False) as connection:
        ids = [submit(connection, organization, invoice())["transaction_id"] for _ in range(5)]
        connection.execute("SAVEPOINT s")
        submit(connection, organization, invoice())
        connection.execute("ROLLBACK TO SAVEPOINT s")
        connection.commit()
        query = "SELECT hera.get_transaction(%s, %s) ->> 'document_number'"
        found = [value(connection, query, [organization, identifier]) for identifier in ids]
    year = found[0].split("-")[1]
    assert sorted(found) == [f"INV-{year}-{n:06}" for n in range(1, 6)]
    assert numbers(office, organization) == [1, 2, 3, 4, 5]


def test_counters_are_taken_in_sorted_order(
    office: Office, books: tuple[UUID, str], scaled: Callable[[int], int]
) -> None:
    """Transactions that post into several series in every order never wait for each other in a ring."""
    organization, login = books
    rounds, clients = max(8, scaled(800)), 6
    barrier = threading.Barrier(clients)

    def work(number: int) -> None:
        rng = random.Random(number)
        with office.database.connect(login, autocommit=False) as connection:
            connection.execute("SET lock_timeout = '60s'")
            barrier.wait()
            for _ in range(rounds):
                amounts = [(5, 2026), (-5, 2026), (5, 2027), (-5, 2027)]
                rng.shuffle(amounts)
                for amount, year in amounts:
                    submit(connection, organization, invoice(amount, transaction_date=f"{year}-01-10"))
                connection.commit()

    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(work, number) for number in range(clients)]:
            done.result()
    for series in ("INV", "CN"):
        for year in (2026, 2027):
            assert numbers(office, organization, series, year) == list(range(1, rounds * clients + 1))


def test_a_posting_waits_for_a_number_at_commit_only(office: Office, books: tuple[UUID, str]) -> None:
    organization, login = books
    with (
        office.database.connect(login, autocommit=False) as slow,
        office.database.connect(login, autocommit=False) as quick,
    ):
        submit(slow, organization, invoice())
        quick.execute("SET LOCAL lock_timeout = '5s'")
        submit(quick, organization, invoice())
        quick.commit()
        slow.rollback()
    assert numbers(office, organization) == [1]


def test_repeatable_read_is_told_to_retry(office: Office, books: tuple[UUID, str]) -> None:
    organization, login = books
    other = office.connect(login)
    submit(other, organization, invoice())
    with office.database.connect(login, autocommit=False) as old:
        old.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        submit(old, organization, invoice())
        submit(other, organization, invoice())
        with pytest.raises(psycopg.errors.SerializationFailure):
            old.commit()
        old.rollback()
        submit(old, organization, invoice())
        old.commit()
    assert numbers(office, organization) == [1, 2, 3]


def test_every_path_is_numbered(office: Office, books: tuple[UUID, str]) -> None:
    """Posted at once, posted by a person, reversed, corrected: each document of a series has a number, a waiting one none."""
    organization, login = books
    with office.database.connect(login) as connection:
        posted = submit(connection, organization, invoice())["transaction_id"]
        waiting = submit(connection, organization, invoice(account=None, counterparty="New"))["transaction_id"]
        assert numbers(office, organization) == [1]
        correction = '{"account": "4000"}'
        connection.execute("SELECT hera.record_feedback(%s, %s, 'corrected', %s)", [organization, waiting, correction])
        assert numbers(office, organization) == [1, 2]
        query = "SELECT hera.correct(%s, %s, '{\"total_amount\": 11}', 'wrong') ->> 'status'"
        assert value(connection, query, [organization, posted]) == "posted"
        assert numbers(office, organization) == [1, 2, 3]
        assert numbers(office, organization, "CN") == [1]
        connection.execute(
            "SELECT hera.record_feedback(%s, %s, 'corrected', '{\"account\": \"4010\"}')", [organization, waiting]
        )
        voided = submit(connection, organization, invoice(account=None, counterparty="Other"))["transaction_id"]
        connection.execute("SELECT hera.record_feedback(%s, %s, 'rejected')", [organization, voided])
    assert numbers(office, organization) == [1, 2, 3, 4]
    assert finding(office.admin, organization) is None


def test_outcome_and_replay_do_not_guess_the_number(office: Office, books: tuple[UUID, str]) -> None:
    organization, login = books
    with office.database.connect(login) as connection:
        outcome = submit(connection, organization, invoice(idempotency_key="once"))
        assert outcome["document_number"] is None
        assert submit(connection, organization, invoice(idempotency_key="once"))["document_number"] is None
        plain = submit(connection, organization, {"transaction_type": "bill", "total_amount": 1, "account": "5000"})
        query = "SELECT hera.get_transaction(%s, %s) ->> 'document_number'"
        assert value(connection, query, [organization, plain["transaction_id"]]) == plain["document_number"]
        assert value(connection, query, [organization, outcome["transaction_id"]]).endswith("-000001")


@pytest.mark.parametrize("who", ["RESET ROLE", "SET ROLE hera_owner", "SET session_replication_role = replica"])
def test_numbers_and_counters_are_guarded(office: Office, books: tuple[UUID, str], who: str) -> None:
    organization, login = books
    submit(office.connect(login), organization, invoice())
    with office.database.connect() as connection:
        connection.execute(who.encode())
        for statement in (
            "UPDATE hera_internal.document_number SET number = number + 1",
            "UPDATE hera_internal.document_number SET document_number = 'x'",
            "DELETE FROM hera_internal.document_number",
            "TRUNCATE hera_internal.document_number",
            "UPDATE hera_internal.number_counter SET last_number = last_number - 1",
            "UPDATE hera_internal.number_counter SET series = 'CN'",
            "DELETE FROM hera_internal.number_counter",
            "TRUNCATE hera_internal.number_counter",
        ):
            with refused("ZHL03"):
                connection.execute(statement.encode())


def test_a_document_without_its_series_is_refused(office: Office, books: tuple[UUID, str]) -> None:
    """Written by the owner of the tables, past hera.submit."""
    organization, login = books
    identifier = submit(office.connect(login), organization, invoice())["transaction_id"]
    copy = """
        INSERT INTO hera.universal_transactions
        SELECT (jsonb_populate_record(t, jsonb_build_object('id', i.id, 'created_at', hera_internal.uuid_time(i.id),
            'number_series', %(series)s::text))).*
        FROM hera.universal_transactions AS t, hera_internal.new_id() AS i (id)
        WHERE t.organization_id = %(org)s AND t.id = %(id)s
    """
    lines = """
        INSERT INTO hera.universal_transaction_lines
        SELECT (jsonb_populate_record(l, jsonb_build_object('transaction_id', t.id, 'created_at', t.created_at))).*
        FROM hera.universal_transaction_lines AS l, hera.universal_transactions AS t
        WHERE l.organization_id = %(org)s AND l.transaction_id = %(id)s AND t.organization_id = %(org)s AND t.id <> %(id)s
    """
    for series in (None, "CN"):
        with office.database.connect(autocommit=False) as raw:
            values = {"org": organization, "id": identifier, "series": series}
            raw.execute(copy, values)
            raw.execute(lines, values)
            with refused("ZHL36"):
                raw.commit()


TAMPER = {
    "a lost number": (
        "ALTER TABLE hera_internal.document_number DISABLE TRIGGER ALL;"
        "DELETE FROM hera_internal.document_number WHERE organization_id = '{org}' AND number = 2"
    ),
    "a number of no document": (
        "INSERT INTO hera_internal.document_number VALUES"
        " ('{org}', hera_internal.new_id(), now(), 'INV', 2026, NULL, 99, 'INV-99')"
    ),
    "a counter that ran ahead": "UPDATE hera_internal.number_counter SET last_number = 9 WHERE organization_id = '{org}'",
    "a number that was not given": (
        "ALTER TABLE hera_internal.document_number DISABLE TRIGGER ALL;"
        "UPDATE hera_internal.document_number SET number = 7, document_number = 'x' WHERE organization_id = '{org}'"
        " AND number = 2"
    ),
}


@pytest.mark.parametrize("what", TAMPER)
def test_verify_finds(office: Office, books: tuple[UUID, str], what: str) -> None:
    organization, login = books
    with office.database.connect(login) as connection:
        for _ in range(3):
            submit(connection, organization, invoice())
    assert finding(office.admin, organization) is None
    with office.database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(TAMPER[what].format(org=organization).encode())
        assert finding(connection, organization) is not None


GUARDS = (
    ("hera.universal_transactions", "universal_transactions_number"),
    ("hera_internal.document_number", "document_number_give"),
    ("hera_internal.document_number", "document_number_guard"),
    ("hera_internal.document_number", "document_number_truncate"),
    ("hera_internal.number_counter", "number_counter_guard"),
    ("hera_internal.number_counter", "number_counter_truncate"),
)


@pytest.mark.parametrize(
    "how", ["DROP TRIGGER {0} ON {1}", "ALTER TABLE {1} DISABLE TRIGGER {0}", "ALTER TABLE {1} ENABLE TRIGGER {0}"]
)
def test_verify_names_a_guard_that_is_gone_or_weak(office: Office, how: str) -> None:
    for relation, name in GUARDS:
        with office.database.connect() as connection, connection.transaction(force_rollback=True):
            connection.execute(how.format(name, relation).encode())
            detail = value(
                connection,
                "SELECT string_agg(detail, ' ') FROM hera.verify() WHERE NOT ok AND check_name LIKE 'storage%%'",
            )
            assert f"trigger {name} on {relation}" in detail


def test_logical_replication_carries_numbers(office: Office, books: tuple[UUID, str]) -> None:
    """A subscriber stores the numbers that the publisher gave, and its worker gives none of its own."""
    organization, login = books
    target = create_database(office.database.cluster, TEMPLATE)
    tables = (
        "hera.core_clients, hera.core_organizations, hera.core_entities, hera_internal.ledger_account,"
        " hera_internal.number_series, hera_internal.number_counter, hera_internal.document_number,"
        " hera.universal_transactions, hera.universal_transaction_lines"
    )
    office.admin.execute(f"CREATE PUBLICATION numbers FOR TABLE {tables}".encode())
    office.admin.execute("SELECT pg_create_logical_replication_slot('numbers', 'pgoutput')")
    # From 16 on a worker acts as the owner of a table, whom row security holds, unless told to stay a superuser.
    more = ", run_as_owner = true" if office.admin.info.server_version >= 160_000 else ""
    with target.connect() as subscriber:
        try:
            subscriber.execute(
                (
                    f"CREATE SUBSCRIPTION numbers CONNECTION '{office.database.dsn}' PUBLICATION numbers"
                    f" WITH (create_slot = false, slot_name = 'numbers', copy_data = false{more})"
                ).encode()
            )
            # The rows that were there before are not copied: an organization that is made now comes by changes alone.
            replicated = office.organization("Replicated")
            with office.database.connect() as connection:
                for amount in (5, -5, 5):
                    submit(connection, replicated, invoice(amount))
            query = (
                "SELECT string_agg(document_number, ' ' ORDER BY document_number), (SELECT sum(last_number)"
                " FROM hera_internal.number_counter AS c WHERE c.organization_id = n.organization_id)"
                " FROM hera_internal.document_number AS n WHERE organization_id = %s GROUP BY organization_id"
            )
            wanted = office.admin.execute(query, [replicated]).fetchone()
            for _ in range(300):
                found = subscriber.execute(query, [replicated]).fetchone()
                if found == wanted:
                    break
                subscriber.execute("SELECT pg_sleep(0.1)")
            assert found == wanted
        finally:
            subscriber.execute("ALTER SUBSCRIPTION numbers DISABLE")
            subscriber.execute("ALTER SUBSCRIPTION numbers SET (slot_name = NONE)")
            subscriber.execute("DROP SUBSCRIPTION numbers")
            for _ in range(100):
                if not value(office.admin, "SELECT active FROM pg_replication_slots WHERE slot_name = 'numbers'"):
                    break
                office.admin.execute("SELECT pg_sleep(0.1)")
            office.admin.execute("SELECT pg_drop_replication_slot('numbers')")
    drop_database(target)
