"""Slow statements are seen where pg_stat_statements is loaded, and its rows are of this database only."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest


def test_slow_statements_are_named(new_server: Any, releases: Any) -> None:
    server = new_server(releases.present, settings={"shared_preload_libraries": "pg_stat_statements"})
    name = server.migrated()
    with server.connect(name) as connection:
        assert connection.execute("SELECT * FROM hera_internal.slow_query").fetchall() == []
        try:
            connection.execute('CREATE SCHEMA "odd Name"; CREATE EXTENSION pg_stat_statements SCHEMA "odd Name"')
        except psycopg.errors.FeatureNotSupported:
            pytest.skip("pg_stat_statements is not installed (postgresql-contrib)")
        connection.execute("SELECT pg_sleep(0.3)")
        rows = connection.execute("SELECT query, calls, mean_ms > 250 FROM hera_internal.slow_query").fetchall()
        assert ("SELECT pg_sleep($1)", 1, True) in rows
        found = connection.execute(
            "SELECT state, evidence FROM hera.doctor('latency') WHERE check_name = 'slow statements'"
        ).fetchone()
        assert found is not None
        assert (found[0], "pg_sleep" in found[1]) == ("warning", True)
