"""Limits of accounts are exact whoever races, and nobody waits for anybody in a circle."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, faults, refused, submit, value

CONNECTIONS = 50


def move(debit: str, credit: str, amount: Any) -> dict[str, Any]:
    """A request that moves an amount from one account to another."""
    return {
        "transaction_type": "journal",
        "lines": [
            {"account": debit, "side": "debit", "amount": amount},
            {"account": credit, "side": "credit", "amount": amount},
        ],
    }


def limited(office: Office, name: str, opening: int, **options: Any) -> UUID:
    """An organization whose account 1000 holds an amount and may not be overdrawn."""
    organization = office.organization(name, **options)
    submit(office.connect(office.login(organization)), organization, move("1000", "4000", opening))
    office.admin.execute("SELECT hera.set_account_limit(%s, '1000')", [organization])
    return organization


def balance(office: Office, organization: UUID, account: str = "1000") -> Decimal:
    """Debit less credit of the lines of an account."""
    found: Decimal = value(
        office.admin,
        "SELECT coalesce(sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END), 0)"
        " FROM hera.universal_transaction_lines AS l JOIN hera_internal.ledger_account AS a"
        " ON a.organization_id = l.organization_id AND a.id = l.account_id WHERE l.organization_id = %s AND a.code = %s",
        [organization, account],
    )
    return found


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_fifty_connections_spend_what_is_there(
    office: Office, scaled: Callable[[int], int], level: str, record_figure: Callable[..., None]
) -> None:
    wanted = max(20, scaled(2_000))
    organization = limited(office, "Wallet", 10 * wanted)
    login = office.login(organization)
    start = Barrier(CONNECTIONS)

    def spend(_: int) -> int:
        spent = 0
        with office.database.connect(login, autocommit=False) as connection:
            connection.execute("SELECT 1")
            connection.rollback()
            start.wait()
            while True:
                connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
                try:
                    outcome = submit(connection, organization, move("5000", "1000", 10))
                    connection.commit()
                except psycopg.errors.SerializationFailure:
                    connection.rollback()
                    continue
                except psycopg.Error as error:
                    connection.rollback()
                    assert error.sqlstate == "ZHL40", error
                    return spent
                if outcome["status"] == "rejected":
                    if faults(outcome) == [("RL_002", "")]:
                        continue
                    assert faults(outcome) == [("LED_040", "1000")]
                    return spent
                spent += 1

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        spent = sum(pool.map(spend, range(CONNECTIONS)))
    assert spent == wanted
    assert balance(office, organization) == 0
    assert value(office.admin, "SELECT count(*) FROM hera_internal.limit_check") == 0
    record_figure(f"overdrafts tried by 50 connections, {level}", wanted, "postings", "never below the limit")


def test_many_accounts_in_any_order_never_deadlock(office: Office, scaled: Callable[[int], int]) -> None:
    organization = limited(office, "Circle", 1_000)
    accounts = ["1000", "1100", "1150"]
    for account in accounts[1:]:
        submit(office.connect(office.login(organization)), organization, move(account, "4000", 1_000))
        office.admin.execute("SELECT hera.set_account_limit(%s, %s)", [organization, account])
    login = office.login(organization)
    seeds = range(12)
    rounds = max(10, scaled(300))

    def shuffle(seed: int) -> int:
        choose = random.Random(seed)
        failures = 0
        with office.database.connect(login, autocommit=False) as connection:
            for _ in range(rounds):
                order = choose.sample(accounts, 3)
                try:
                    for debit, credit in zip(order, [*order[1:], order[0]], strict=True):
                        submit(connection, organization, move(debit, credit, choose.randint(1, 400)))
                    connection.commit()
                except psycopg.Error as error:
                    connection.rollback()
                    assert error.sqlstate == "ZHL40", error
                    failures += 1
        return failures

    with ThreadPoolExecutor(len(seeds)) as pool:
        list(pool.map(shuffle, seeds))
    for account in accounts:
        assert balance(office, organization, account) >= 0
    assert sum(balance(office, organization, account) for account in accounts) == 3_000


def test_the_check_at_commit_decides(office: Office) -> None:
    organization = limited(office, "Late", 100)
    login = office.login(organization)
    first, second = (office.connect(login, autocommit=True) for _ in range(2))
    for connection in (first, second):
        connection.execute("BEGIN")
        assert submit(connection, organization, move("5000", "1000", 60))["status"] == "posted"
    first.execute("COMMIT")
    with refused("ZHL40"):
        second.execute("COMMIT")
    assert balance(office, organization) == 40


def test_a_repeatable_read_fails_rather_than_overdraws(office: Office) -> None:
    organization = limited(office, "Snapshot", 100)
    login = office.login(organization)
    slow = office.connect(login, autocommit=True)
    slow.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    assert submit(slow, organization, move("5000", "1000", 60))["status"] == "posted"
    assert submit(office.connect(login), organization, move("5000", "1000", 60))["status"] == "posted"
    with refused("40001"):
        slow.execute("COMMIT")
    assert balance(office, organization) == 40


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ"])
def test_a_limit_binds_transactions_that_began_before_it(office: Office, level: str) -> None:
    organization = office.organization("Before")
    login = office.login(organization)
    slow = office.connect(login, autocommit=True)
    slow.execute(f"BEGIN ISOLATION LEVEL {level}")
    slow.execute("SELECT hera.list_accounts(%s)", [organization])
    office.admin.execute("SELECT hera.set_account_limit(%s, '1000')", [organization])
    try:
        outcome = submit(slow, organization, move("5000", "1000", 1))
        slow.execute("COMMIT")
        assert faults(outcome) == [("LED_040", "1000")]
    except psycopg.Error as error:
        assert error.sqlstate == "40001", error
        slow.execute("ROLLBACK")
    assert balance(office, organization) == 0


def test_a_limit_waits_for_documents_that_are_being_posted(office: Office) -> None:
    organization = office.organization("Waiting")
    login = office.login(organization)
    slow = office.connect(login, autocommit=True)
    slow.execute("BEGIN")
    submit(slow, organization, move("5000", "1000", 30))
    with ThreadPoolExecutor(1) as pool:
        setting = pool.submit(_set_limit, office, organization)
        with pytest.raises(TimeoutError):
            setting.result(timeout=0.3)
        slow.execute("COMMIT")
        setting.result(timeout=10)
    outcome = submit(office.connect(login), organization, move("5000", "1000", 1))
    assert faults(outcome) == [("LED_040", "1000")]
    assert balance(office, organization) == -30


def test_a_limit_waits_for_a_waiting_document_that_is_being_posted(office: Office) -> None:
    organization = office.organization("Approved")
    login = office.login(organization)
    slow = office.connect(login, autocommit=True)
    waiting = submit(slow, organization, {"transaction_type": "bill", "total_amount": 30})
    assert waiting["status"] == "manual_required"
    slow.execute("BEGIN")
    verdict = "SELECT hera.record_feedback(%s, %s, 'corrected', '{\"account\": \"5000\"}')"
    slow.execute(verdict.encode(), [organization, waiting["transaction_id"]])
    with ThreadPoolExecutor(1) as pool:
        setting = pool.submit(_set_limit, office, organization)
        with pytest.raises(TimeoutError):
            setting.result(timeout=0.3)
        slow.execute("COMMIT")
        setting.result(timeout=10)


def test_deposits_take_no_lock(office: Office) -> None:
    organization = limited(office, "Deposits", 100)
    login = office.login(organization)
    slow = office.connect(login, autocommit=True)
    slow.execute("BEGIN")
    submit(slow, organization, move("5000", "1000", 60))
    slow.execute("SET CONSTRAINTS ALL IMMEDIATE")
    other = office.connect(login, autocommit=True)
    other.execute("SET lock_timeout = '500ms'")
    assert submit(other, organization, move("1000", "4000", 5))["status"] == "posted"
    with refused("55P03"):
        submit(other, organization, move("5000", "1000", 1))
    slow.execute("COMMIT")
    assert balance(office, organization) == 45


def test_a_batch_refuses_the_item_that_goes_too_far(office: Office) -> None:
    organization = limited(office, "Items", 100)
    connection = office.connect(office.login(organization))
    items = [move("5000", "1000", 60), move("5000", "1000", 60), move("1000", "4000", 20), move("5000", "1000", 60)]
    rows = connection.execute(
        "SELECT b.outcome ->> 'status' FROM hera.submit_batch(%s, %s) AS b ORDER BY b.item",
        [organization, Jsonb(items)],
    ).fetchall()
    assert [row[0] for row in rows] == ["posted", "rejected", "posted", "posted"]
    assert balance(office, organization) == 0


def test_a_raw_line_is_checked_too(office: Office) -> None:
    """Whatever path writes: the owner of the tables cannot overdraw either."""
    organization = limited(office, "Raw", 10)
    with refused("ZHL40"), office.admin.transaction():
        _insert_raw(office.admin, organization, 11)
    with office.admin.transaction():
        _insert_raw(office.admin, organization, 10)
    assert balance(office, organization) == 0


def _set_limit(office: Office, organization: UUID) -> None:
    with office.database.connect() as connection:
        connection.execute("SELECT hera.set_account_limit(%s, '1000')", [organization])


def _insert_raw(connection: Connection, organization: UUID, amount: int) -> None:
    connection.execute(
        "WITH header AS (INSERT INTO hera.universal_transactions (organization_id, id, created_at, transaction_type,"
        " transaction_date, posting_status, currency, total_amount, submitted_by, posted_at, line_count)"
        " SELECT %(org)s, i.id, hera_internal.uuid_time(i.id), 'journal', '2026-01-01', 'posted', 'GBP', %(amount)s,"
        " 'raw', now(), 2 FROM hera_internal.new_id() AS i (id) RETURNING *)"
        " INSERT INTO hera.universal_transaction_lines (organization_id, transaction_id, line_number, line_count,"
        " created_at, account_id, side, amount, base_amount, currency, transaction_date, posted_at)"
        " SELECT t.organization_id, t.id, n, 2, t.created_at, a.id, CASE n WHEN 1 THEN 'debit' ELSE 'credit' END,"
        " %(amount)s, %(amount)s, 'GBP', t.transaction_date, t.posted_at"
        " FROM header AS t CROSS JOIN generate_series(1, 2) AS n JOIN hera_internal.ledger_account AS a"
        " ON a.organization_id = %(org)s AND a.code = CASE n WHEN 1 THEN '5000' ELSE '1000' END",
        {"org": organization, "amount": amount},
    )
