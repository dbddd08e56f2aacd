"""Migrations outside a transaction: batches that commit, indexes partition by partition, and what is left of a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hera.migrations.outside import Outside
from support.catalog import difference, snapshot
from support.databases import Connection
from support.staged import CONTRACT, SECOND


def update(connection: Connection) -> None:
    """What is done in one transaction."""
    with connection.transaction():
        connection.execute("SELECT * FROM hera.migrate_prepare()")
        connection.execute(f"ALTER EXTENSION hera UPDATE TO '{SECOND}'")
        connection.execute("SELECT * FROM hera.migrate()")


def states(connection: Connection) -> dict[int, str]:
    rows = connection.execute("SELECT version, state FROM hera.migration_status() WHERE version > 900").fetchall()
    return {int(version): str(state) for version, state in rows}


def tool(server: Any, name: str, checkout: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {key: text for key, text in os.environ.items() if not key.startswith("PG")}
    return subprocess.Popen(
        [sys.executable, "-m", "hera", "--dsn", server.cluster.dsn(name), "migrate", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
        env=environment | {"PYTHONPATH": str(checkout / "tools")},
    )  # fmt: skip


def run_tool(server: Any, name: str, checkout: Path, *arguments: str) -> tuple[int, str, str]:
    process = tool(server, name, checkout, *arguments)
    out, err = process.communicate(timeout=240)
    return process.returncode, out, err


def fresh(server: Any) -> list[str]:
    name = server.migrated(SECOND)
    with server.connect(name) as connection:
        assert set(states(connection).values()) == {"applied"}
        found = snapshot(connection)
    server.drop(name)
    return found


def test_the_database_says_what_waits_and_the_tool_does_it(lots: tuple[Any, str, Connection], checkout: Path) -> None:
    server, name, connection = lots
    update(connection)
    assert states(connection) == {901: "applied", 902: "waiting", 903: "waiting", 904: "waiting"}
    rows = connection.execute("SELECT name, action, detail FROM hera.migrate()").fetchall()
    assert [(row[0][:4], row[1]) for row in rows] == [("0902", "waits"), ("0903", "waits"), ("0904", "waits")]
    assert "hera migrate" in rows[0][2]
    health = connection.execute("SELECT hera.health('startup') ->> 'status'").fetchone()
    assert health == ("ok",)
    assert run_tool(server, name, checkout, "status", "--exit-code")[0] == 3
    code, out, err = run_tool(server, name, checkout, "--batch", "700", "--no-dump")
    assert code == 0, err
    assert "applied" in out
    assert "4000 rows, done" in err
    assert connection.execute("SELECT count(*) FROM hera_internal.lot WHERE doubled = amount * 2").fetchone() == (4000,)
    assert set(states(connection).values()) == {"applied"}
    assert connection.execute("SELECT * FROM hera.migrate()").fetchall() == []
    assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []
    assert connection.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall() == []
    # What it made is on record: without it hera.verify would not miss the index.
    connection.execute("DROP INDEX hera_internal.split_n_ix")
    wrong = connection.execute("SELECT detail FROM hera.verify() WHERE NOT ok").fetchall()
    assert "split_n_ix" in str(wrong)


def test_a_new_database_needs_no_tool_and_has_the_same(lots: tuple[Any, str, Connection]) -> None:
    server, _, connection = lots
    update(connection)
    Outside(connection).run()
    connection.execute("SELECT * FROM hera.migrate()")
    left = difference(fresh(server), snapshot(connection))
    # Only the names of the indexes on partitions differ: the server chooses them when it builds all at once.
    assert [line for line in left if "split_" not in line] == []


def test_batches_commit_and_a_killed_run_goes_on(lots: tuple[Any, str, Connection], checkout: Path) -> None:
    server, name, connection = lots
    update(connection)
    process = tool(server, name, checkout, "--batch", "100", "--pause", "0.2", "--no-dump")
    filled = "SELECT count(*) FROM hera_internal.lot WHERE doubled IS NOT NULL"
    for _ in range(2400):
        if (connection.execute(filled).fetchone() or (0,))[0] >= 300:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    done = (connection.execute(filled).fetchone() or (0,))[0]
    assert 300 <= done < 4000
    progress = connection.execute("SELECT rows_done, steps_done FROM hera_internal.migration_progress").fetchone()
    assert progress is not None
    assert progress[1] == 0
    code, _, err = run_tool(server, name, checkout, "--no-dump")
    assert code == 0, err
    assert connection.execute(filled).fetchone() == (4000,)
    assert connection.execute("SELECT count(*) FROM hera_internal.migration_progress").fetchone() == (0,)


def test_a_backfill_misses_nothing_that_is_written_meanwhile(lots: tuple[Any, str, Connection]) -> None:
    """Old code, which knows no such column, goes on inserting and updating while it runs."""
    server, name, connection = lots
    update(connection)
    stop = threading.Event()
    written = [0]

    def write() -> None:
        with server.connect(name) as other:
            number = 10_000
            while not stop.is_set():
                other.execute("INSERT INTO hera_internal.lot (id, amount, doubled) VALUES (%s, %s, %s)",
                              [number, number, number * 2 if number % 2 else None])  # fmt: skip
                other.execute("UPDATE hera_internal.lot SET note = 'y' WHERE id = %s", [number % 4000 + 1])
                number += 1
                written[0] = number - 10_000

    threads = [threading.Thread(target=write)]
    threads[0].start()
    try:
        while written[0] < 20:
            assert threads[0].is_alive()
            time.sleep(0.01)
        with server.connect(name) as other:
            outside = Outside(other, batch=50)
            outside._become_owner()
            outside._lock()
            version = 902
            other.execute("SELECT hera_internal.begin_outside_migration(902)")
            body = other.execute("SELECT body FROM hera_internal.migration_source() WHERE version = 902").fetchone()
            assert body is not None
            outside._step(version, body[0])
    finally:
        stop.set()
        threads[0].join()
    connection.execute("INSERT INTO hera_internal.lot (id, amount) VALUES (9000, 9)")
    # What was inserted after the last batch is filled by the next run; the contract, which comes after it, would not pass.
    with pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(CONTRACT.encode())
    Outside(connection, batch=50).run()
    assert connection.execute(
        "SELECT count(*) FROM hera_internal.lot WHERE doubled IS DISTINCT FROM amount * 2"
    ).fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM hera_internal.lot").fetchone() == (4001 + written[0],)
    connection.execute("SELECT * FROM hera.migrate()")
    assert states(connection)[904] == "applied"


def test_an_index_that_was_left_invalid_is_dropped_and_built(lots: tuple[Any, str, Connection], checkout: Path) -> None:
    """The server's process dies while it waits in the middle of a build; the next run clears up."""
    server, name, connection = lots
    update(connection)
    with server.connect(name, autocommit=False) as old:
        # A build waits for transactions that can see the table as it was.
        old.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        old.execute("SELECT count(*) FROM pg_class")
        process = tool(server, name, checkout, "--no-dump")
        building = "SELECT pid FROM pg_stat_progress_create_index WHERE datname = current_database()"
        for _ in range(1200):
            row = connection.execute(building).fetchone()
            if row is not None:
                break
            time.sleep(0.05)
        assert row is not None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        connection.execute("SELECT pg_terminate_backend(%s)", [row[0]])
        for _ in range(2400):
            if connection.execute(building).fetchone() is None:
                break
            time.sleep(0.05)
        old.rollback()
    invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid AND indrelid = 'hera_internal.lot'::regclass"
    assert connection.execute(invalid).fetchone() == (1,)
    code, _, err = run_tool(server, name, checkout, "--no-dump")
    assert code == 0, err
    assert "is invalid: dropped and built anew" in err
    assert "goes on after" not in err or "0903" in err
    assert connection.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid").fetchone() == (0,)
    assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []


def test_a_build_on_partitions_goes_on_where_it_was(lots: tuple[Any, str, Connection]) -> None:
    _, _, connection = lots
    update(connection)
    connection.execute("CREATE INDEX split_n_ix ON ONLY hera_internal.split (n)")
    connection.execute("CREATE INDEX split_a_split_n_ix ON hera_internal.split_a (n)")
    connection.execute("ALTER INDEX hera_internal.split_n_ix ATTACH PARTITION hera_internal.split_a_split_n_ix")
    connection.execute("CREATE INDEX split_b_split_n_ix ON hera_internal.split_b (n)")
    connection.execute(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'hera_internal.split_b_split_n_ix'::regclass"
    )
    Outside(connection).run()
    rows = connection.execute(
        "SELECT i.inhrelid::regclass::text, x.indisvalid FROM pg_inherits AS i JOIN pg_index AS x ON x.indexrelid = i.inhrelid"
        " WHERE i.inhparent = 'hera_internal.split_n_ix'::regclass ORDER BY 1"
    ).fetchall()
    assert rows == [(f"hera_internal.split_{x}_split_n_ix", True) for x in "abc"]
    valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'hera_internal.split_n_ix'::regclass"
    assert connection.execute(valid).fetchone() == (True,)


def test_it_needs_a_member_of_the_owner(lots: tuple[Any, str, Connection], checkout: Path) -> None:
    server, name, connection = lots
    update(connection)
    connection.execute("DO $$ BEGIN CREATE ROLE staged_dba LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    connection.execute("GRANT hera_admin TO staged_dba")
    with server.connect(name, "staged_dba") as other:
        with pytest.raises(Exception, match="may not act as hera_owner"):
            Outside(other).run()
    connection.execute("GRANT hera_owner TO staged_dba")
    with server.connect(name, "staged_dba") as other:
        assert [label for label, _ in Outside(other).run()] == ["0902_fill_doubled", "0903_index_lots"]
        assert other.execute("SHOW role").fetchone() == ("none",)
    connection.execute("REVOKE hera_owner, hera_admin FROM staged_dba")


def test_one_tool_at_a_time(lots: tuple[Any, str, Connection]) -> None:
    server, name, connection = lots
    update(connection)
    with server.connect(name) as other:
        other.execute("SELECT pg_advisory_lock(hashtextextended('hera.migrate.outside', 0))")
        with pytest.raises(Exception, match="another hera migrate is running") as caught:
            Outside(connection, attempts=1).run()
        assert getattr(caught.value, "exit_code", None) == 5
    assert connection.execute("SHOW role").fetchone() == ("none",)
