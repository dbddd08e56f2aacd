"""The client's repetition of calls: what is repeated, how often, and that nothing is posted twice."""

from __future__ import annotations

import random
import threading
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from hera import retry
from support.databases import Connection
from support.office import Office, journal, value


class Unlucky:
    """Fails with a SQLSTATE as often as told."""

    def __init__(self, office: Office, login: str, state: str, times: int) -> None:
        self.office, self.login, self.state, self.left = office, login, state, times
        self.seen: list[tuple[int, str | None]] = []

    def connect(self) -> Connection:
        return self.office.database.connect(self.login)

    def work(self, connection: Connection) -> str:
        if self.left > 0:
            self.left -= 1
            connection.execute(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{self.state}'; END $$".encode())
        return "done"

    def tell(self, number: int, error: BaseException, wait: float) -> None:
        assert 0 <= wait <= 0.2
        self.seen.append((number, getattr(error, "sqlstate", None)))

    def run(self, **options: Any) -> str:
        return retry.retry(self.connect, self.work, on_attempt=self.tell, longest=0.2, **options)


@pytest.mark.parametrize("state", sorted(retry.TRANSIENT))
def test_what_the_server_rolled_back_is_tried_again(office: Office, state: str) -> None:
    unlucky = Unlucky(office, office.login(), state, 2)
    assert unlucky.run() == "done"
    assert unlucky.seen == [(1, state), (2, state)]


def test_an_end_of_patience(office: Office) -> None:
    unlucky = Unlucky(office, office.login(), "40001", 9)
    with pytest.raises(psycopg.errors.SerializationFailure):
        unlucky.run(attempts=3)
    assert len(unlucky.seen) == 2


@pytest.mark.parametrize("state", ["22012", "ZHV02", "53300", "57014", "23505"])
def test_other_errors_are_the_callers(office: Office, state: str) -> None:
    unlucky = Unlucky(office, office.login(), state, 1)
    with pytest.raises(psycopg.Error):
        unlucky.run(repeatable=True)
    assert unlucky.seen == []


def test_a_lost_connection_is_tried_again_where_that_does_no_harm(office: Office) -> None:
    login = office.login()

    def lose(connection: Connection) -> str:
        if not lost:
            lost.append(True)
            connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return "done"

    for repeatable in (True, False):
        lost: list[bool] = []
        if repeatable:
            assert retry.retry(lambda: office.database.connect(login), lose, repeatable=True) == "done"
        else:
            with pytest.raises(psycopg.OperationalError):
                retry.retry(lambda: office.database.connect(login), lose)


def test_submit_is_done_once_although_connections_break(office: Office) -> None:
    organization = office.organization("Retry")
    login = office.login(organization)
    stop = threading.Event()

    def break_them() -> None:
        while not stop.wait(random.uniform(0.1, 0.9)):
            office.admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [login])

    killer = threading.Thread(target=break_them)
    killer.start()
    try:
        keys = [str(uuid4()) for _ in range(20)]
        outcomes = [
            retry.submit(
                lambda: office.database.connect(login),
                organization,
                journal(idempotency_key=key),
                attempts=50,
                longest=0.05,
            )
            for key in keys
        ]
    finally:
        stop.set()
        killer.join()
    assert {outcome["status"] for outcome in outcomes} == {"posted"}
    stored = "SELECT count(*) FROM hera.universal_transactions WHERE organization_id = %s"
    assert value(office.admin, stored, [organization]) == 20


def test_a_request_without_a_key_is_not_repeated(office: Office) -> None:
    with pytest.raises(ValueError, match="idempotency_key"):
        retry.submit(lambda: office.database.connect(), uuid4(), journal())
