"""A dump is enough to have the books again, on a server that has never seen HERA."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.books import open_books, submit, trial_balance
from support.catalog import difference, snapshot

# The roles come with CREATE EXTENSION, which pg_dump puts after the schemas.
EXPECTED_ERRORS = ['role "hera_owner" does not exist'] * 3


def _program(server: Any, name: str, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(server.place.bindir / name), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PGOPTIONS": "", "LC_ALL": "C.UTF-8"},
    )


def _dump(server: Any, database: str) -> str:
    done = _program(server, "pg_dump", "--dbname", server.cluster.dsn(database))
    assert done.returncode == 0, done.stderr
    # Newer pg_dump puts a random word around the script.
    return re.sub(r"^\\(un)?restrict .*$", "", done.stdout, flags=re.M)


@pytest.fixture(scope="module")
def source(server: Any) -> dict[str, Any]:
    """A database with books in it: its dump, its snapshot, its trial balance."""
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        organization = open_books(connection)
        for number in range(1, 6):
            outcome = submit(connection, organization, number)
            assert outcome["status"] == "posted", outcome
            if number == 3:
                connection.execute("SELECT * FROM hera.refresh_balances()")
        return {
            "dump": _dump(server, name),
            "snapshot": snapshot(connection),
            "organization": organization,
            "trial_balance": trial_balance(connection, organization),
        }


def _check(server: Any, database: str, source: dict[str, Any]) -> None:
    assert _dump(server, database) == source["dump"]
    with server.connect(database) as connection:
        assert difference(source["snapshot"], snapshot(connection)) == []
        assert connection.execute("SELECT * FROM hera.migrate()").fetchall() == []
        wrong = connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall()
        assert wrong == []
        assert trial_balance(connection, source["organization"]) == source["trial_balance"]
        outcome = submit(connection, source["organization"], 6)
        assert outcome["status"] == "posted", outcome
        replayed = submit(connection, source["organization"], 5)
        assert replayed["replayed"] is True
        # The transaction ids of the new cluster begin anew: neither the tail nor the rollups mind.
        before = trial_balance(connection, source["organization"])
        assert [row[2] for row in connection.execute("SELECT * FROM hera.refresh_balances()").fetchall()] == [True]
        assert trial_balance(connection, source["organization"]) == before
        wrong = connection.execute("SELECT * FROM hera.verify(NULL) WHERE NOT ok").fetchall()
        assert wrong == []


def test_into_a_new_cluster_without_roles(
    new_server: Callable[..., Any], releases: Any, source: dict[str, Any]
) -> None:
    other = new_server(releases.present)
    name = other.database()
    done = _program(other, "psql", "-X", "-q", "--dbname", other.cluster.dsn(name), stdin=source["dump"])
    errors = re.findall(r"^(?:psql:[^ ]* )?ERROR:\s+(.*)$", done.stderr, flags=re.M)
    assert errors == EXPECTED_ERRORS, done.stderr
    _check(other, name, source)


def test_into_a_new_cluster_with_the_roles_made_first(
    new_server: Callable[..., Any], releases: Any, source: dict[str, Any]
) -> None:
    """CREATE EXTENSION in a database that is thrown away makes the roles, and no error is left."""
    other = new_server(releases.present)
    scratch, name = other.database(), other.database()
    with other.connect(scratch) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
    with other.connect("postgres") as connection:
        connection.execute(f"DROP DATABASE {scratch}")
    done = _program(
        other, "psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "--dbname", other.cluster.dsn(name),
        stdin=source["dump"],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    _check(other, name, source)


def test_custom_format_with_disabled_triggers(
    new_server: Callable[..., Any], releases: Any, source: dict[str, Any], server: Any, tmp_path: Path
) -> None:
    """pg_restore --disable-triggers leaves ALWAYS triggers as ORIGIN; hera.migrate() puts them right."""
    name, target, archive = server.database(), server.database(), str(tmp_path / "archive")
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        before = snapshot(connection)
    done = _program(server, "pg_dump", "-Fc", "-f", archive, "--dbname", server.cluster.dsn(name))
    assert done.returncode == 0, done.stderr
    for section in ("pre-data", "post-data"):
        done = _program(server, "pg_restore", f"--section={section}", "--dbname", server.cluster.dsn(target), archive)
        assert done.returncode == 0, done.stderr
    done = _program(
        server, "pg_restore", "--data-only", "--disable-triggers", "--dbname", server.cluster.dsn(target), archive
    )
    assert done.returncode == 0, done.stderr
    with server.connect(target) as connection:
        assert difference(before, snapshot(connection)) != []
        connection.execute("SELECT * FROM hera.migrate()")
        assert difference(before, snapshot(connection)) == []
