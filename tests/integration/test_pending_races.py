"""Pending documents are resolved once, and limits are exact, whoever races."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import psycopg
import pytest

from support.databases import Connection
from support.office import Office, faults, submit, submit_patiently, value
from support.pending import Desk, move

CONNECTIONS = 50


def test_fifty_connections_resolve_it_once(
    office: Office, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    desk = Desk(office, "Race")
    rounds = max(3, scaled(100))
    documents = [desk.pending(100) for _ in range(rounds)]
    start = Barrier(CONNECTIONS)

    def resolve(worker: int) -> list[str | None]:
        results: list[str | None] = []
        with office.database.connect(desk.login) as connection:
            for document in documents:
                call = "post_pending(%s, %s, 40)" if worker % 2 else "void_pending(%s, %s, 'raced')"
                connection.execute("SELECT 1")
                start.wait(60)
                try:
                    outcome = value(connection, f"SELECT hera.{call}", [desk.organization, document])
                    results.append(outcome["status"])
                except psycopg.Error as error:
                    assert error.sqlstate == "ZHL51", error
                    results.append(None)
        return results

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        results = list(pool.map(resolve, range(CONNECTIONS)))
    winners = [[result for result in column if result] for column in zip(*results, strict=True)]
    assert all(len(winner) == 1 for winner in winners), winners
    assert [desk.get(document)["status"] for document in documents] == [winner[0] for winner in winners]
    assert desk.balance() == -40 * sum(winner == ["posted"] for winner in winners) and desk.reserved() == []
    record_figure("pending documents resolved by 50 racing connections", rounds, "documents", "each once")


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_limits_are_exact_while_pending_documents_race(
    office: Office, scaled: Callable[[int], int], level: str
) -> None:
    """Every worker takes what is there, by posting at once, or by reserving and posting all or half or nothing."""
    desk = Desk(office, f"Wallet {level}")
    wanted = max(40, scaled(1_000))
    desk.submit(move("1000", "4000", 10 * wanted))
    desk.limit()
    workers = 12
    start = Barrier(workers)

    def attempt(connection: Connection, turn: int) -> Decimal | None:
        """What was spent; None when nothing is left."""
        request = move("5000", "1000", 10, pending=turn % 4 > 0)
        with connection.transaction():
            connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
            outcome = submit_patiently(connection, desk.organization, request)
        if outcome["status"] == "rejected":
            assert faults(outcome) == [("LED_040", "1000")]
            return None
        if outcome["status"] == "posted":
            return Decimal(10)
        document = outcome["transaction_id"]
        call = ("void_pending(%s, %s, 'x')", "post_pending(%s, %s)", "post_pending(%s, %s, 5)")[turn % 4 - 1]
        while True:
            try:
                with connection.transaction():
                    connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}".encode())
                    value(connection, f"SELECT hera.{call}", [desk.organization, document])
                return (Decimal(0), Decimal(10), Decimal(5))[turn % 4 - 1]
            except psycopg.errors.SerializationFailure:
                continue

    def spend(worker: int) -> Decimal:
        spent, turn, refusals = Decimal(0), worker, 0
        with office.database.connect(desk.login) as connection:
            connection.execute("SELECT 1")
            start.wait(60)
            while refusals < 20:
                turn += 1
                try:
                    gone = attempt(connection, turn)
                except psycopg.errors.SerializationFailure:
                    continue
                except psycopg.Error as error:
                    assert error.sqlstate == "ZHL40", error
                    gone = None
                if gone is None:
                    refusals += 1
                    time.sleep(0.01)
                else:
                    spent += gone
        return spent

    with ThreadPoolExecutor(workers) as pool:
        spent = sum(pool.map(spend, range(workers)))
    assert desk.balance() == 10 * wanted - spent and 0 <= desk.balance() < 10
    assert desk.reserved() == [] and value(office.admin, "SELECT count(*) FROM hera_internal.limit_check") == 0


def test_nobody_overdraws_at_the_edge_of_expiry(office: Office, scaled: Callable[[int], int]) -> None:
    """Posters that come just in time or just too late race spenders that wait for the expiry."""
    desk = Desk(office, "Edge")
    rounds = max(4, scaled(60))
    desk.limit(minimum=0)
    start = Barrier(2)
    with office.database.connect(desk.login) as poster, office.database.connect(desk.login) as spender:
        for turn in range(rounds):
            desk.submit(move("1000", "4000", 100))
            document = desk.pending(100, pending={"expires_in": 1})
            ends = time.monotonic() + 1

            def post(document: str = document, ends: float = ends, turn: int = turn) -> int:
                start.wait(60)
                time.sleep(max(0.0, ends - time.monotonic() - 0.02 + 0.01 * (turn % 4)))
                try:
                    value(poster, "SELECT hera.post_pending(%s, %s)", [desk.organization, document])
                    return 1
                except psycopg.Error as error:
                    assert error.sqlstate == "ZHL52", error
                    return 0

            def take(ends: float = ends) -> int:
                start.wait(60)
                while time.monotonic() < ends + 0.15:
                    try:
                        if submit(spender, desk.organization, move("5000", "1000", 100))["status"] == "posted":
                            return 1
                    except psycopg.Error as error:
                        assert error.sqlstate == "ZHL40", error
                return 0

            with ThreadPoolExecutor(2) as pool:
                posted, taken = pool.submit(post), pool.submit(take)
                assert posted.result() + taken.result() == 1, turn
            assert desk.balance() == 0
