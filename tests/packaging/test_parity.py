"""However HERA came into a database, the same objects are in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.catalog import difference, members, snapshot
from support.releases import load_plain


@pytest.fixture(scope="module")
def reference(server: Any) -> tuple[list[str], list[str]]:
    """Snapshot and members of a fresh extension."""
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        return snapshot(connection), members(connection)


def test_extension_has_no_tables_and_no_superuser_owner(server: Any, reference: tuple[list[str], list[str]]) -> None:
    assert not [m for m in reference[1] if not m.startswith(("function ", "type ", "procedure ", "aggregate "))]
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION hera CASCADE")
        rows = connection.execute(
            "SELECT p.oid::regprocedure FROM pg_proc AS p JOIN pg_roles AS r ON r.oid = p.proowner"
            " WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)"
            " AND (r.rolsuper OR has_function_privilege('public', p.oid, 'EXECUTE'))"
        ).fetchall()
        assert rows == []


def test_plain_equals_extension(server: Any, releases: Any, reference: tuple[list[str], list[str]]) -> None:
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION vector")
        load_plain(connection, releases.present)
        assert difference(reference[0], snapshot(connection)) == []
        load_plain(connection, releases.present)
        assert difference(reference[0], snapshot(connection)) == []


def test_plain_refuses_beside_the_extension(installed: Any, releases: Any) -> None:
    _, _, connection = installed
    with pytest.raises(Exception, match="the extension hera is installed"):
        load_plain(connection, releases.present)


def test_plain_becomes_extension(server: Any, releases: Any, reference: tuple[list[str], list[str]]) -> None:
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION vector")
        load_plain(connection, releases.present)
        connection.execute("CREATE EXTENSION hera VERSION 'unpackaged'")
        connection.execute("ALTER EXTENSION hera UPDATE")
        assert members(connection) == reference[1]
        assert difference(reference[0], snapshot(connection)) == []
        assert connection.execute("SELECT * FROM hera.migrate()").fetchall() == []


def test_second_migrate_does_nothing(installed: Any) -> None:
    _, _, connection = installed
    assert connection.execute("SELECT * FROM hera.migrate()").fetchall() == []
    assert connection.execute("SELECT * FROM hera.migrate(true)").fetchall() == []
    assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []
    assert connection.execute("SELECT * FROM hera.migration_status() WHERE state <> 'applied'").fetchall() == []


def _released(checkout: Path) -> list[str]:
    found = (checkout / "extension/released").glob("hera--*.sql")
    return sorted(path.stem.removeprefix("hera--") for path in found)


@pytest.mark.parametrize("version", _released(Path(__file__).parents[2]) or [None])
def test_upgraded_equals_fresh(
    server: Any, reference: tuple[list[str], list[str]], version: str | None, checkout: Path
) -> None:
    present = (checkout / "extension/VERSION").read_text(encoding="utf-8").strip()
    if version is None or version == present:
        pytest.skip("there is no earlier release")
    name = server.database()
    with server.connect(name) as connection:
        connection.execute(f"CREATE EXTENSION hera VERSION '{version}' CASCADE")
        connection.execute("SELECT * FROM hera.migrate()")
        with connection.transaction():
            connection.execute("SELECT * FROM hera.migrate_prepare()")
            connection.execute("ALTER EXTENSION hera UPDATE")
            connection.execute("SELECT * FROM hera.migrate()")
        assert members(connection) == reference[1]
        assert difference(reference[0], snapshot(connection)) == []
