"""What a session has set changes neither what hera.verify finds nor what hera.migrate() makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from support.books import open_books, submit
from support.catalog import difference, snapshot
from support.databases import Connection
from support.releases import load_plain

# How the server prints, reads and resolves, other than it was when the catalog was recorded: what changes what it prints of
# a catalog each by itself, the rest together.
TOGETHER = {
    "TimeZone": "Asia/Kathmandu", "bytea_output": "escape", "xmlbinary": "hex", "xmloption": "document", "backslash_quote": "off",
    "array_nulls": "off", "transform_null_equals": "on", "lc_monetary": "C", "lc_numeric": "C", "check_function_bodies": "off",
    "search_path": "pg_temp, public, hera_internal, pg_catalog", "default_transaction_isolation": "serializable",
    "client_encoding": "latin1",
}  # fmt: skip
SETTINGS: list[dict[str, str]] = [
    {"IntervalStyle": "iso_8601"},
    {"IntervalStyle": "postgres_verbose"},
    {"IntervalStyle": "sql_standard"},
    {"quote_all_identifiers": "on"},
    {"DateStyle": "German, DMY"},
    {"extra_float_digits": "-15"},
    {"standard_conforming_strings": "off"},
    {"row_security": "off"},
    {"default_transaction_isolation": "repeatable read", "search_path": ""},
    TOGETHER,
]
ALL = TOGETHER | {
    "IntervalStyle": "iso_8601", "quote_all_identifiers": "on", "DateStyle": "German, DMY", "extra_float_digits": "-15",
    "standard_conforming_strings": "off",
}  # fmt: skip


def _set(connection: Connection, settings: dict[str, str]) -> None:
    for name, setting in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", [name, setting])


def _findings(connection: Connection, *, repair: bool = True) -> list[tuple[Any, ...]]:
    found = connection.execute("SELECT check_name, detail FROM hera.verify() WHERE NOT ok").fetchall()
    return found + connection.execute("SELECT step, name, action FROM hera.migrate(%s)", [not repair]).fetchall()


@pytest.fixture(scope="module")
def database(server: Any, installed_template: str) -> Iterator[str]:
    """Books that stand, which no session may find anything wrong in."""
    name = server.database(installed_template)
    with server.connect(name) as connection:
        submit(connection, open_books(connection), 100)
    yield name
    server.drop(name)


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: ", ".join(settings.values())[:40])
def test_a_session_finds_and_repairs_nothing(server: Any, database: str, settings: dict[str, str]) -> None:
    with server.connect(database) as connection:
        _set(connection, settings)
        assert _findings(connection, repair=False) == []
        assert connection.execute("SELECT step, name, action FROM hera.migrate()").fetchall() == []


def test_nothing_is_left_behind(server: Any, database: str) -> None:
    """Neither by those sessions nor by one that makes a month and a certificate."""
    with server.connect(database) as connection:
        _set(connection, ALL)
        last = "SELECT max(last_month) FROM hera.partition_status() WHERE relation = 'hera.universal_transactions'"
        connection.execute(
            "SELECT hera_internal.make_partition(t.relation::regclass, (m.last + interval '1 month')::date)"
            f" FROM ({last}) AS m (last) CROSS JOIN hera_internal.partitioned_table AS t ORDER BY t.ordinal".encode()
        )
        months = connection.execute("SELECT count(*) FROM hera.partition_status() WHERE status <> 'ok'").fetchone()
        assert months == (0,)
        assert connection.execute("SELECT check_name, detail FROM hera.verify_since() WHERE NOT ok").fetchall() == []
    with server.connect(database) as connection:
        assert _findings(connection) == []


@pytest.mark.parametrize("way", ["extension", "plain"])
def test_whatever_session_installs_makes_the_same(
    server: Any, releases: Any, installed_template: str, way: str
) -> None:
    with server.connect(installed_template) as connection:
        wanted = snapshot(connection)
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("CREATE EXTENSION vector")
        _set(connection, ALL)
        if way == "plain":
            # psql sends statement after statement, and the first says how the file is encoded; this sends it whole.
            connection.execute("SET client_encoding = 'UTF8'")
            load_plain(connection, releases.present)
        else:
            connection.execute("CREATE EXTENSION hera")
            connection.execute("SELECT * FROM hera.migrate()")
        assert _findings(connection) == []
    with server.connect(name) as connection:
        assert _findings(connection) == []
        assert difference(wanted, snapshot(connection)) == []
        submit(connection, open_books(connection), 100)
        assert _findings(connection) == []
    server.drop(name)


def test_no_literal_reads_otherwise_where_strings_are_not_standard(installed: Any) -> None:
    """A backslash before a zero ends the reading of a function in a session that reads escapes in plain literals."""
    found = installed[2].execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc AS p WHERE p.pronamespace::regnamespace::text IN"
        r" ('hera', 'hera_internal') AND p.prosrc ~ '(^|[^Ee])''\\x00'"
    )
    assert found.fetchall() == []
