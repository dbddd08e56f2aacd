"""hera.migrate() looks at the catalog, not at a checksum, and puts right what was changed."""

from __future__ import annotations

from typing import Any

import pytest

from support.catalog import difference, snapshot
from support.databases import Connection

# A statement that changes something, from what hera.migrate() and hera.migration_verify() must notice.
TAMPER = {
    "disabled trigger": (
        "trigger",
        "ALTER TABLE {relation} DISABLE TRIGGER {name}",
    ),
    "weakened trigger": (
        "trigger",
        "ALTER TABLE {relation} ENABLE TRIGGER {name}",
    ),
    "dropped trigger": ("trigger", "DROP TRIGGER {name} ON {relation}"),
    "dropped policy": ("policy", "DROP POLICY {name} ON {relation}"),
    "opened policy": ("policy", "ALTER POLICY {name} ON {relation} USING (true)"),
    "dropped constraint": ("constraint", "ALTER TABLE {relation} DROP CONSTRAINT {name}"),
    "view that runs as its owner": ("view", "ALTER VIEW {relation} SET (security_invoker = false)"),
    "view that others may read": ("view", "GRANT SELECT ON {relation} TO PUBLIC"),
    "dropped view": ("view", "DROP VIEW {relation} CASCADE"),
    "deleted seed rows": ("data", "DELETE FROM {relation}"),
}


def _binding(connection: Connection, kind: str) -> tuple[str, str]:
    row = connection.execute(
        "SELECT b.name, b.relation FROM hera_internal.binding_source() AS b LEFT JOIN pg_class AS c"
        " ON c.oid = to_regclass(b.relation) WHERE b.kind = %s AND c.relkind IN ('r', 'p', 'v')"
        # A seed that nothing refers to can be deleted, and a currency is referred to.
        " AND (b.kind <> 'data' OR b.name IN ('merchant_category', 'error_code')) ORDER BY b.ordinal DESC LIMIT 1",
        [kind],
    ).fetchone()
    assert row is not None
    return row[0], row[1]


@pytest.mark.parametrize("what", TAMPER)
def test_drift_is_named_and_repaired(old: Connection, what: str) -> None:
    connection = old
    kind, statement = TAMPER[what]
    name, relation = _binding(connection, kind)
    before = snapshot(connection)
    connection.execute(statement.format(name=name, relation=relation).encode())
    wrong = connection.execute("SELECT check_name FROM hera.migration_verify() WHERE NOT ok").fetchall()
    assert (f"{kind} {name} on {relation}",) in wrong
    planned = connection.execute("SELECT step, name FROM hera.migrate(true)").fetchall()
    assert (kind, name) in planned
    done = connection.execute("SELECT step, name, action FROM hera.migrate()").fetchall()
    assert {action for step, found, action in done if (step, found) == (kind, name)} & {"repaired", "created"}
    assert difference(before, snapshot(connection)) == []
    assert connection.execute("SELECT * FROM hera.migration_verify() WHERE NOT ok").fetchall() == []


def test_trigger_disabled_on_one_partition(installed: Any) -> None:
    _, _, connection = installed
    row = connection.execute(
        "SELECT p.tgname, c.tgrelid::regclass::text FROM pg_trigger AS p JOIN pg_trigger AS c ON c.tgparentid = p.oid"
        " WHERE p.tgparentid = 0 AND p.tgrelid IN (SELECT to_regclass(b.relation) FROM hera_internal.binding AS b"
        " WHERE b.kind = 'trigger' AND b.name = p.tgname) ORDER BY c.oid DESC LIMIT 1"
    ).fetchone()
    assert row is not None
    before = snapshot(connection)
    connection.execute(f"ALTER TABLE {row[1]} DISABLE TRIGGER {row[0]}")
    wrong = connection.execute("SELECT check_name FROM hera.migration_verify() WHERE NOT ok").fetchall()
    assert any(f"trigger {row[0]}" in name for (name,) in wrong)
    connection.execute("SELECT * FROM hera.migrate()")
    assert difference(before, snapshot(connection)) == []


def test_changed_seed_row_comes_back_and_user_rows_stay(installed: Any) -> None:
    _, _, connection = installed
    connection.execute("UPDATE hera_internal.currency SET minor_unit = 4 WHERE code = 'GBP'")
    connection.execute(
        'INSERT INTO hera_internal.chart SELECT (jsonb_populate_record(c, \'{"code": "mine"}\')).*'
        " FROM hera_internal.chart AS c WHERE c.code = 'general'"
    )
    wrong = connection.execute("SELECT check_name FROM hera.migration_verify() WHERE NOT ok").fetchall()
    assert wrong == [("data currency on hera_internal.currency",)]
    connection.execute("SELECT * FROM hera.migrate()")
    assert connection.execute("SELECT minor_unit FROM hera_internal.currency WHERE code = 'GBP'").fetchone() == (2,)
    assert connection.execute("SELECT count(*) FROM hera_internal.chart WHERE code = 'mine'").fetchone() == (1,)
    assert connection.execute("SELECT * FROM hera.migrate()").fetchall() == []


@pytest.mark.parametrize(
    ("statement", "detail"),
    [
        ("ALTER FUNCTION hera.migration_status() OWNER TO postgres", "belongs to postgres"),
        ("GRANT EXECUTE ON FUNCTION hera.migrate_prepare() TO PUBLIC", "may be executed by"),
        ("ALTER FUNCTION hera.migration_status() SECURITY INVOKER", "SECURITY DEFINER"),
        ("ALTER FUNCTION hera.migration_status() RESET search_path", "has settings"),
        (
            "CREATE OR REPLACE FUNCTION hera_internal.bundle_version() RETURNS text LANGUAGE sql STABLE"
            " SET search_path = pg_catalog, pg_temp AS $$ SELECT 'x'::text $$",
            "has another body",
        ),
        ("ALTER EXTENSION hera DROP FUNCTION hera.migrate_prepare(); DROP FUNCTION hera.migrate_prepare()", "missing"),
    ],
)
def test_changed_function_is_named(installed: Any, statement: str, detail: str) -> None:
    _, _, connection = installed
    connection.execute(statement.encode())
    wrong = connection.execute(
        "SELECT check_name, detail FROM hera.migration_verify() WHERE NOT ok AND check_name LIKE 'function%%'"
    ).fetchall()
    assert len(wrong) == 1
    assert detail in wrong[0][1]


def test_rights_and_row_security_of_tables(installed: Any) -> None:
    _, _, connection = installed
    before = snapshot(connection)
    connection.execute("ALTER TABLE hera.core_entities NO FORCE ROW LEVEL SECURITY")
    connection.execute("GRANT SELECT ON hera.core_entities TO hera_app")
    connection.execute("DROP POLICY core_entities_api ON hera.core_entities")
    wrong = connection.execute("SELECT check_name FROM hera.migration_verify() WHERE NOT ok").fetchall()
    assert wrong
    assert {name for (name,) in wrong} == {"security of hera.core_entities"}
    connection.execute("SELECT * FROM hera.migrate()")
    assert difference(before, snapshot(connection)) == []
