"""Closing a period against concurrent posting never leaves a late row."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.office import Office

BILL = {"transaction_type": "bill", "transaction_date": "2026-01-15", "total_amount": 120, "account": "5000"}
LATE = """
SELECT count(*) FROM hera.universal_transaction_lines AS l
JOIN hera_internal.closed_period AS c
    ON c.organization_id = l.organization_id AND l.transaction_date BETWEEN c.starts_on AND c.ends_on
WHERE l.posted_at > c.closed_at
"""


def _post_until(office: Office, login: str, organization: Any, stop: threading.Event, tally: list[int]) -> None:
    """Submit and commit until told to stop; a posting that meets the close is refused at COMMIT."""
    with office.database.connect(login, autocommit=False) as connection:
        while not stop.is_set():
            try:
                row = connection.execute(
                    "SELECT hera.submit(%s, %s) ->> 'status'", [organization, Jsonb(BILL)]
                ).fetchone()
                connection.commit()
                assert row is not None
                tally.append(row[0] == "posted")
            except psycopg.Error as error:
                connection.rollback()
                assert error.sqlstate == "ZHL12", error
                tally.append(False)


def test_nothing_is_posted_late(
    office: Office, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    closes = scaled(500)
    for _ in range(closes):
        organization = office.organization("Race", chart="uk")
        accountant = office.login(organization, "accountant")
        stop, tally = threading.Event(), list[int]()
        threads = [
            threading.Thread(target=_post_until, args=(office, accountant, organization, stop, tally)) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        while sum(tally) < 5:
            assert any(thread.is_alive() for thread in threads)
        with office.database.connect(accountant) as closer:
            closer.execute("SELECT hera.close_period(%s, '2026-01')", [organization])
        while tally[-1]:
            assert any(thread.is_alive() for thread in threads)
        stop.set()
        for thread in threads:
            thread.join(timeout=30)
        row = office.admin.execute(LATE).fetchone()
        assert row == (0,)
    record_figure("periods closed while 3 connections post", closes, "closes", "no late row")


@pytest.mark.parametrize("isolation", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_a_document_that_was_valid_before_the_close_is_refused(office: Office, isolation: str) -> None:
    organization = office.organization("Overtaken", chart="uk")
    accountant = office.login(organization, "accountant")
    slow, closer = office.connect(accountant, autocommit=True), office.connect(accountant, autocommit=True)
    slow.execute(f"BEGIN ISOLATION LEVEL {isolation}")
    slow.execute("SELECT hera.list_accounts(%s)", [organization])
    closer.execute("SELECT hera.close_period(%s, '2026-01')", [organization])
    with pytest.raises(psycopg.Error) as caught:
        slow.execute("SELECT hera.submit(%s, %s || '{\"raise_on_error\": true}')", [organization, Jsonb(BILL)])
        slow.execute("COMMIT")
    assert caught.value.sqlstate in ("ZHL12", "40001")
    slow.execute("ROLLBACK")
