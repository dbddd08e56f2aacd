"""Rollups and tail while others post, refresh and read: every line counts once, in every snapshot."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, journal, submit, value

WRITERS = 6
BALANCE = "SELECT coalesce(sum(b.balance), 0) FROM hera.account_balance(%s, '1000') AS b"
LINES = """
SELECT coalesce(sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END), 0)
FROM hera.universal_transaction_lines AS l
JOIN hera_internal.ledger_account AS a ON a.organization_id = l.organization_id AND a.id = l.account_id AND a.code = '1000'
WHERE l.organization_id = %s
"""


def refresh(connection: Connection, organization: UUID) -> tuple[int | None, bool]:
    """One refresh of an organization: lines and whether that was all."""
    row = connection.execute("SELECT lines, complete FROM hera.refresh_balances(%s)", [organization]).fetchone()
    assert row is not None
    return row


def wrong(office: Office, organization: UUID) -> Any:
    """Balances that differ from their lines."""
    return value(office.admin, "SELECT hera_internal.find_bad_balances(%s)", [organization])


def test_reads_are_exact_while_others_post_and_refresh(
    office: Office, scaled: Callable[[int], int], rng: random.Random, record_figure: Callable[..., None]
) -> None:
    organization = office.organization("Busy")
    login = office.login(organization)
    wanted = scaled(20_000)
    seeds = [rng.random() for _ in range(WRITERS)]
    done = threading.Event()
    problems: list[str] = []

    def write(seed: float) -> None:
        choose = random.Random(seed)
        with office.database.connect(login, autocommit=False) as connection:
            for _ in range(max(1, wanted // WRITERS)):
                level = choose.choice(["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
                connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
                day = f"{choose.choice([2025, 2026])}-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}"
                try:
                    submit(connection, organization, journal(choose.randint(1, 9), transaction_date=day))
                    connection.rollback() if choose.random() < 0.2 else connection.commit()
                except psycopg.errors.SerializationFailure:
                    connection.rollback()

    def repeat(step: Callable[[Connection], None]) -> None:
        with office.database.connect() as connection:
            while not done.is_set():
                step(connection)

    def compare(connection: Connection) -> None:
        # Each report in a snapshot that a direct sum of the lines shares.
        with connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            found = value(connection, f"SELECT ({BALANCE}) - ({LINES})", [organization, organization])
            if found:
                problems.append(f"balance and lines differ by {found}")
        found = value(
            connection,
            "SELECT coalesce(sum(t.debit) - sum(t.credit), 0) FROM hera.trial_balance(%s) AS t",
            [organization],
        )
        if found:
            problems.append(f"the trial balance is out by {found}")

    office.admin.execute("SELECT hera.grant_access(%s, current_user::name, 'checker', 'auditor')", [organization])
    with ThreadPoolExecutor(WRITERS + 5) as pool:
        others = [pool.submit(repeat, compare) for _ in range(2)]
        others += [pool.submit(repeat, lambda connection: refresh(connection, organization) and None) for _ in range(3)]
        for writer in [pool.submit(write, seed) for seed in seeds]:
            writer.result()
        done.set()
        for other in others:
            other.result()
    assert problems == []
    assert wrong(office, organization) is None
    assert refresh(office.admin, organization)[1]
    assert wrong(office, organization) is None
    assert (
        value(
            office.admin, "SELECT count(*) FROM hera_internal.balance_tail WHERE organization_id = %s", [organization]
        )
        == 0
    )
    record_figure("postings while 3 processes refresh", wanted, "postings", "every balance exact")


@pytest.mark.parametrize("ending", ["COMMIT", "ROLLBACK"])
def test_a_transaction_that_stays_open_is_not_missed(office: Office, ending: str) -> None:
    organization = office.organization("Slow")
    login = office.login(organization)
    slow = office.connect(login, autocommit=True)
    slow.execute("BEGIN")
    submit(slow, organization, journal(1))
    slow.execute("SAVEPOINT kept")
    submit(slow, organization, journal(10))
    slow.execute("RELEASE kept")
    slow.execute("SAVEPOINT undone")
    submit(slow, organization, journal(100))
    slow.execute("ROLLBACK TO undone")
    for _ in range(3):
        submit(office.connect(login), organization, journal(1000))
        assert refresh(office.admin, organization) == (2, True)
    assert value(slow, BALANCE, [organization]) == 3011
    slow.execute(ending)
    open_amount = 11 if ending == "COMMIT" else 0
    assert value(slow, BALANCE, [organization]) == 3000 + open_amount
    assert refresh(office.admin, organization) == (4 if open_amount else 0, True)
    assert value(slow, BALANCE, [organization]) == 3000 + open_amount
    assert wrong(office, organization) is None


def test_a_transaction_that_refreshes_its_own_lines(office: Office) -> None:
    organization = office.organization("Own")
    connection = office.connect(office.login(organization), autocommit=True)
    for ending, balance in (("ROLLBACK", 0), ("COMMIT", 5)):
        connection.execute("BEGIN")
        submit(connection, organization, journal(5))
        assert refresh(connection, organization) == (2, True)
        assert value(connection, BALANCE, [organization]) == 5
        connection.execute(ending)
        assert value(connection, BALANCE, [organization]) == balance
        assert wrong(office, organization) is None


@pytest.mark.parametrize("ending", ["COMMIT PREPARED", "ROLLBACK PREPARED"])
def test_prepared_transactions(office: Office, ending: str) -> None:
    organization = office.organization("Prepared")
    connection = office.connect(office.login(organization), autocommit=True)
    name = str(organization)
    connection.execute("BEGIN")
    submit(connection, organization, journal(7))
    connection.execute(f"PREPARE TRANSACTION '{name}'")
    assert refresh(office.admin, organization) == (0, True)
    connection.execute(f"{ending} '{name}'")
    lines = 2 if ending == "COMMIT PREPARED" else 0
    assert value(connection, BALANCE, [organization]) == 3.5 * lines
    assert refresh(office.admin, organization) == (lines, True)
    assert wrong(office, organization) is None


def test_a_reader_with_an_old_snapshot(office: Office) -> None:
    organization = office.organization("Old")
    login = office.login(organization)
    submit(office.connect(login), organization, journal(1))
    reader = office.connect(login, autocommit=True)
    reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    assert value(reader, BALANCE, [organization]) == 1
    submit(office.connect(login), organization, journal(10))
    assert refresh(office.admin, organization) == (4, True)
    assert value(reader, BALANCE, [organization]) == 1
    reader.execute("COMMIT")
    assert value(reader, BALANCE, [organization]) == 11


def test_an_organization_that_is_being_refreshed_is_skipped(office: Office) -> None:
    organization, other = office.organization("Taken"), office.organization("Free")
    for one in (organization, other):
        submit(office.connect(office.login(one)), one, journal(1))
    first = office.connect(value(office.admin, "SELECT session_user::text"), autocommit=True)
    first.execute("BEGIN")
    assert refresh(first, organization) == (2, True)
    assert refresh(office.admin, organization) == (None, False)
    rows = office.admin.execute("SELECT organization_id, lines FROM hera.refresh_balances()").fetchall()
    assert (other, 2) in rows
    first.execute("ROLLBACK")
    assert refresh(office.admin, organization) == (2, True)


def test_rebuilding_while_others_post(office: Office, scaled: Callable[[int], int]) -> None:
    organization = office.organization("Rebuilt")
    login = office.login(organization)
    done = threading.Event()

    def write() -> None:
        with office.database.connect(login) as connection:
            while not done.is_set():
                submit(connection, organization, journal(1))

    def roll() -> None:
        with office.database.connect() as connection:
            while not done.is_set():
                refresh(connection, organization)

    with ThreadPoolExecutor(3) as pool:
        others = [pool.submit(write), pool.submit(write), pool.submit(roll)]
        for _ in range(scaled(500)):
            office.admin.execute("SELECT hera.rebuild_balances(%s)", [organization])
            assert wrong(office, organization) is None
        done.set()
        for other in others:
            other.result()
    assert wrong(office, organization) is None


def test_a_refresh_of_another_tenant_is_refused(office: Office) -> None:
    mine, yours = office.organization("Mine"), office.organization("Yours")
    connection = office.connect(office.login(mine))
    submit(office.connect(office.login(yours)), yours, journal(1))
    for statement, arguments in (
        ("SELECT * FROM hera.refresh_balances(%s)", [yours]),
        ("SELECT * FROM hera.refresh_balances()", []),
        ("SELECT * FROM hera.verify_since(%s)", [yours]),
        ("SELECT * FROM hera.verify_since()", []),
        ("SELECT hera.set_account_limit(%s, '1000')", [yours]),
        ("SELECT * FROM hera.list_account_limits(%s)", [yours]),
        ("SELECT hera.rebuild_balances(%s)", [yours]),
        ("SELECT hera.rebuild_balances(%s)", [mine]),
    ):
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(statement.encode(), arguments)
        assert caught.value.sqlstate in ("ZHZ01", "42501"), statement
    # Rows of another organization are not there for the owner of the entry functions.
    with office.admin.transaction(force_rollback=True):
        office.admin.execute("SET LOCAL ROLE hera_api")
        office.admin.execute("SELECT set_config('hera.organization_id', %s, true)", [str(mine)])
        for table in ("balance_tail", "balance_rollup", "account_limit"):
            assert value(office.admin, f"SELECT count(*) FROM hera_internal.{table}") == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            office.admin.execute("UPDATE hera_internal.balance_rollup SET debit = 0")


def test_a_batch_is_in_the_tail(office: Office) -> None:
    organization = office.organization("Batch")
    connection = office.connect(office.login(organization))
    connection.execute("SELECT hera.submit_batch(%s, %s)", [organization, Jsonb([journal(n) for n in range(1, 11)])])
    assert value(connection, BALANCE, [organization]) == 55
    assert refresh(office.admin, organization) == (20, True)
    assert value(connection, BALANCE, [organization]) == 55
