"""The books do not go with the code."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from psycopg import sql

from support.catalog import difference, snapshot
from support.databases import Connection


def counts(connection: Connection) -> dict[str, int]:
    """Rows of every table of HERA, partitions under their parents."""
    tables = connection.execute(
        "SELECT n.nspname, c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE n.nspname LIKE 'hera%%' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1, 2"
    ).fetchall()
    result = {}
    for schema, table in tables:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
        row = connection.execute(query).fetchone()
        result[f"{schema}.{table}"] = row[0] if row else -1
    return result


def test_plain_drop_is_refused(installed: Any) -> None:
    _, _, connection = installed
    with pytest.raises(psycopg.errors.DependentObjectsStillExist):
        connection.execute("DROP EXTENSION hera")


def test_cascade_leaves_rows_and_denies_everyone(installed: Any) -> None:
    _, _, connection = installed
    client = connection.execute("SELECT hera.create_client('A client')").fetchone()[0]
    connection.execute("SELECT hera.create_organization('An organization', p_client_id => %s)", [client])
    before, rows = snapshot(connection), counts(connection)
    assert rows["hera.core_organizations"] == 2  # And platform.

    connection.execute("DROP EXTENSION hera CASCADE")
    assert counts(connection) == rows
    groups = ("hera_app", "hera_bi", "hera_admin", "hera_auditor", "hera_api")
    for role in groups:
        for table, number in rows.items():
            assert _visible(connection, role, table) in (None, 0), (role, table, number)

    connection.execute("CREATE EXTENSION hera")
    done = connection.execute("SELECT * FROM hera.migrate()").fetchall()
    assert any(step == "trigger" for step, *_ in done)
    assert counts(connection) == rows
    assert difference(before, snapshot(connection)) == []
    assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []


def _visible(connection: Connection, role: str, table: str) -> int | None:
    """How many of a tenant table's rows a role can read; None where it is refused."""
    try:
        with connection.transaction():
            connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
            tenant = connection.execute(
                "SELECT FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = 'organization_id'", [table]
            ).fetchone()
            if tenant is None:
                return 0
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(*table.split(".")))
            row = connection.execute(query).fetchone()
            return int(row[0]) if row else None
    except psycopg.errors.InsufficientPrivilege:
        return None


def test_foreign_schema_is_refused(server: Any) -> None:
    """Whoever owns a schema can replace what is in it."""
    name = server.database()
    with server.connect(name) as connection:
        connection.execute("DROP ROLE IF EXISTS packaging_squatter")
        connection.execute("CREATE ROLE packaging_squatter")
        connection.execute("CREATE SCHEMA hera_internal AUTHORIZATION packaging_squatter")
        with pytest.raises(psycopg.Error, match="belongs to packaging_squatter"):
            connection.execute("CREATE EXTENSION hera CASCADE")
        connection.execute("DROP SCHEMA hera_internal")
        connection.execute("DROP ROLE packaging_squatter")


def test_role_that_may_log_in_is_refused(new_server: Any, releases: Any) -> None:
    other = new_server(releases.present)
    with other.connect("postgres") as connection:
        connection.execute("CREATE ROLE hera_api LOGIN")
        with pytest.raises(psycopg.Error, match="role hera_api exists and has LOGIN"):
            connection.execute("CREATE EXTENSION hera CASCADE")
