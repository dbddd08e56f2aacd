"""Two at once: one works, the other waits or gives up."""

from __future__ import annotations

import threading
import time
from typing import Any

import psycopg
import pytest


def test_second_waits_for_the_first(installed: Any) -> None:
    server, name, connection = installed
    connection.execute("ALTER TABLE hera.core_entities NO FORCE ROW LEVEL SECURITY")
    results: list[list[tuple[Any, ...]]] = []

    def second() -> None:
        with server.connect(name) as other:
            other.execute("SET lock_timeout = '200s'")
            results.append(other.execute("SELECT * FROM hera.migrate()").fetchall())

    with connection.transaction():
        assert connection.execute("SELECT * FROM hera.migrate()").fetchall()
        thread = threading.Thread(target=second)
        thread.start()
        _wait_for_lock(connection, thread)
        assert results == []
    thread.join(200)
    # It saw what the first had repaired.
    assert results == [[]]


def _wait_for_lock(connection: Any, thread: threading.Thread) -> None:
    for _ in range(2000):
        row = connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone()
        if row[0]:
            return
        assert thread.is_alive()
        time.sleep(0.05)
    pytest.fail("the second migration does not wait")


@pytest.mark.parametrize("timeout", ["200ms", "0"])
def test_wait_is_bounded(installed: Any, timeout: str) -> None:
    """Without a lock_timeout of the caller's it is five seconds."""
    server, name, connection = installed
    with connection.transaction(), server.connect(name) as other:
        connection.execute("SELECT * FROM hera.migrate()")
        other.execute(f"SET lock_timeout = '{timeout}'")
        # Far more than the lock may be waited for: cancelled by it, the statement would say so.
        other.execute("SET statement_timeout = '120s'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("SELECT * FROM hera.migrate()")
    with server.connect(name) as other, other.transaction():
        other.execute(f"SET LOCAL lock_timeout = '{timeout}'")
        other.execute("SELECT * FROM hera.migrate()")
        assert other.execute("SHOW lock_timeout").fetchone() == (timeout,)
