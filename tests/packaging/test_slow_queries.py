"""Slow statements are seen where pg_stat_statements is loaded, and its rows are of this database only."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from support.databases import Connection


def found(connection: Connection) -> tuple[str, str]:
    """State and evidence of the finding."""
    row = connection.execute(
        "SELECT state, evidence FROM hera.doctor('latency') WHERE check_name = 'slow statements'"
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def test_slow_statements_are_named(new_server: Any, releases: Any) -> None:
    server = new_server(releases.present, settings={"shared_preload_libraries": "pg_stat_statements"})
    name = server.migrated()
    with server.connect(name) as connection:
        assert connection.execute("SELECT * FROM hera_internal.slow_query").fetchall() == []
        connection.execute('CREATE SCHEMA "odd Name"')
        try:
            connection.execute('CREATE EXTENSION pg_stat_statements SCHEMA "odd Name"')
        except psycopg.errors.FeatureNotSupported:
            pytest.skip("pg_stat_statements is not installed (postgresql-contrib)")
        # A schema that hera_owner may not use: unknown, not an error.
        assert found(connection)[0] == "unknown"
        connection.execute('GRANT USAGE ON SCHEMA "odd Name" TO hera_owner')
        connection.execute('SELECT "odd Name".pg_stat_statements_reset()')
        connection.execute("SELECT pg_sleep(3)")
        rows = connection.execute("SELECT query, calls, mean_ms > 250 FROM hera_internal.slow_query").fetchall()
        assert ("SELECT pg_sleep($1)", 1, True) in rows
        assert found(connection)[0] == "warning"
        assert "pg_sleep" in found(connection)[1]
