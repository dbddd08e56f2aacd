"""Runs the maintenance plan, statement by statement, while the window is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any

import psycopg

from hera.cli.errors import HeraError
from hera.errors import MNT_001, VAL_010

Connection = psycopg.Connection[tuple[Any, ...]]
LOCK = "SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended('hera maintenance', 0))"
# A graph that does not fit is built many times more slowly; of the memory only what it needs is taken.
GRAPH_MEMORY = (
    "SELECT set_config('maintenance_work_mem', '512MB', false) FROM pg_catalog.pg_settings"
    " WHERE name = 'maintenance_work_mem' AND setting::integer < 524288"
)


@dataclass
class Done:
    """What became of the plan."""

    statements: int = 0
    failures: int = 0
    closed: bool = False
    left: int = 0


def perform(connection: Connection, stop: Event, say: Callable[[str], None], emergency: str | None = None) -> Done:
    """Run what is planned until the window closes; a statement that fails or takes too long does not stop the others.

    The plan is asked again after each statement: what was done is in it no more, so an interrupted run goes on where it
    was. One process at a time works on it.
    """
    done = Done()
    owner = connection.execute(
        "SELECT pg_catalog.pg_has_role('hera_owner', 'USAGE'), (SELECT rolsuper FROM pg_catalog.pg_roles"
        " WHERE rolname = current_user)"
    ).fetchone()
    if owner is None or not any(owner):
        raise HeraError(
            "VACUUM and REINDEX need the owner of the tables",
            hint="Connect as a superuser or as a login that is a member of hera_owner.",
        )
    locked = connection.execute(LOCK).fetchone()
    if locked is None or not locked[0]:
        say("another session is at it")
        return done
    tried: set[tuple[str, str]] = set()
    connection.execute("SET lock_timeout = '5s'")
    try:
        while not stop.is_set():
            plan = connection.execute("SELECT task, target FROM hera.maintenance_plan()").fetchall()
            left = [(str(task), str(target)) for task, target in plan if (task, target) not in tried]
            done.left = len(left)
            if not left:
                return done
            tried.add(left[0])
            if not _run(connection, *left[0], emergency, say, done):
                return done
    finally:
        if not connection.closed:
            connection.execute("RESET lock_timeout")
            connection.execute(LOCK.replace("try_advisory_lock", "advisory_unlock"))
    return done


def _run(
    connection: Connection, task: str, target: str, emergency: str | None, say: Callable[[str], None], done: Done
) -> bool:
    """One statement; False when the window has closed."""
    try:
        started = connection.execute(
            "SELECT run, statement, seconds FROM hera.start_maintenance(%s, %s, %s)", [task, target, emergency]
        ).fetchone()
    except psycopg.Error as error:
        if error.sqlstate == VAL_010:
            # Between the plan and now autovacuum, or another person, has done it.
            say(f"{task} {target}: not needed any more")
            return True
        if error.sqlstate != MNT_001:
            raise
        say(str(error).split("\n", 1)[0])
        done.closed = True
        return False
    assert started is not None
    run, statement, seconds = started
    detail: str | None = None
    try:
        connection.execute("SELECT set_config('statement_timeout', %s, false)", [f"{seconds}s"])
        if task == "neighbours":
            connection.execute(GRAPH_MEMORY)
            # Workers of an HNSW build share memory in /dev/shm, of which containers have little.
            connection.execute("SET max_parallel_maintenance_workers = 0")
            # What it waits for at its end, transactions that were there before, keeps nobody else waiting.
            connection.execute("SET lock_timeout = '60s'")
        connection.execute(statement)
        done.statements += 1
    except psycopg.Error as error:
        if connection.broken:
            raise
        detail = str(error).strip()
        done.failures += 1
    finally:
        if not connection.closed:
            connection.execute("RESET statement_timeout")
            connection.execute("RESET maintenance_work_mem")
            connection.execute("RESET max_parallel_maintenance_workers")
            connection.execute("SET lock_timeout = '5s'")
    connection.execute("SELECT hera.finish_maintenance(%s, %s)", [run, detail])
    say(f"{statement}: {detail or 'done'}")
    return True
