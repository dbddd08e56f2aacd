"""The command line against a database: install, migrate, verify, output formats, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.databases import Database


def hera(database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tool on a database."""
    return subprocess.run(
        [Path(sys.executable).parent / "hera", "--dsn", database.dsn, *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
        check=False,
    )


@pytest.fixture
def empty(new_database: Callable[[str], Database]) -> Database:
    """A database without HERA."""
    return new_database("template0")


def test_migrate_installs_and_repeats(empty: Database) -> None:
    first = hera(empty, "migrate")
    assert first.returncode == 0, first.stderr
    assert "created" in first.stderr
    second = hera(empty, "migrate")
    assert second.returncode == 0, second.stderr
    assert "reused" in second.stderr
    status = hera(empty, "--output", "json", "migrate", "status", "--exit-code")
    assert status.returncode == 0, status.stderr
    assert {row["state"] for row in json.loads(status.stdout)} == {"applied"}


def test_dry_run_changes_nothing(empty: Database) -> None:
    done = hera(empty, "--output", "json", "migrate", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    with empty.connect() as connection:
        assert connection.execute("SELECT to_regnamespace('hera')").fetchone() == (None,)


def test_plan_of_an_empty_database(empty: Database) -> None:
    done = hera(empty, "--output", "csv", "migrate", "plan")
    assert done.returncode == 0, done.stderr
    assert list(csv.DictReader(io.StringIO(done.stdout)))
    with empty.connect() as connection:
        assert connection.execute("SELECT to_regnamespace('hera')").fetchone() == (None,)


def test_plain_mode_needs_no_files_on_the_server(empty: Database) -> None:
    done = hera(empty, "migrate", "--mode", "plain")
    assert done.returncode == 0, done.stderr
    with empty.connect() as connection:
        assert connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'hera'").fetchone() is None
        assert connection.execute("SELECT to_regprocedure('hera.submit(uuid, jsonb)')").fetchone() != (None,)
    again = hera(empty, "migrate")
    assert again.returncode == 0, again.stderr
    assert "plain SQL: replaced" in again.stderr
    assert hera(empty, "migrate", "verify").returncode == 0
    # What is pending is what the tool brings: the functions in the database may be older.
    with empty.connect() as connection:
        row = connection.execute(
            "DELETE FROM hera_internal.migration WHERE version = (SELECT max(version) FROM hera_internal.migration)"
            " RETURNING lpad(version::text, 4, '0') || '_' || name"
        ).fetchone()
    assert row is not None
    planned = hera(empty, "--output", "csv", "migrate", "plan")
    assert planned.returncode == 0, planned.stderr
    assert f"migration,{row[0]}.1," in planned.stdout


def test_plain_mode_does_not_replace_an_extension(clone: Database) -> None:
    done = hera(clone, "migrate", "--mode", "plain")
    assert done.returncode == 1
    assert "HINT" in done.stderr


def test_status_before_installation_is_3(empty: Database) -> None:
    done = hera(empty, "migrate", "status")
    assert done.returncode == 3
    assert done.stdout == ""


def test_verify_passes_on_a_new_installation(clone: Database) -> None:
    done = hera(clone, "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert hera(clone, "migrate", "verify").returncode == 0


def test_a_changed_function_is_drift(clone: Database) -> None:
    with clone.connect() as connection:
        connection.execute("ALTER FUNCTION hera.submit(uuid, jsonb) RESET ALL")
    done = hera(clone, "--output", "json", "migrate", "verify")
    assert done.returncode == 3
    assert any("submit" in json.dumps(row) for row in json.loads(done.stdout) if not row["ok"])


def test_a_lock_that_is_not_granted_is_5(clone: Database) -> None:
    with clone.connect(autocommit=False) as holder:
        holder.execute("LOCK TABLE hera_internal.migration IN ACCESS EXCLUSIVE MODE")
        done = hera(clone, "migrate", "--lock-timeout", "200ms")
    assert done.returncode == 5, done.stderr
    assert "55P03" in done.stderr


def test_a_missing_database_is_4(empty: Database) -> None:
    missing = Database(empty.cluster, "no_such_database")
    assert hera(missing, "verify").returncode == 4
