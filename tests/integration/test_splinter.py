"""The rules of splinter hold, or the exception has its reason in one list; each rule finds what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.databases import Connection
from support.splinter import ELSEWHERE, EXCEPTIONS, RULES

SCHEMAS = ["hera", "hera_internal", "hera_bi"]
GROUPS = ["hera_app", "hera_bi", "hera_admin", "hera_auditor"]
# One statement that breaks each rule: a rule that finds nothing when broken shows nothing when it holds.
BROKEN = {
    "unindexed_foreign_keys": "CREATE TABLE hera_internal.bad (k text PRIMARY KEY);"
    " CREATE TABLE hera.bad (k text REFERENCES hera_internal.bad);"
    " CREATE FUNCTION hera.bad() RETURNS void LANGUAGE sql AS 'DELETE FROM hera_internal.bad'",
    "auth_rls_initplan": "CREATE POLICY bad ON hera.core_clients TO hera_bi USING (hera_internal.current_org() IS NOT NULL)",
    "no_primary_key": "CREATE TABLE hera.bad (id integer)",
    "multiple_permissive_policies": "CREATE POLICY bad ON hera.core_entities FOR SELECT TO hera_bi USING (false)",
    "policy_exists_rls_disabled": "ALTER TABLE hera.core_entities DISABLE ROW LEVEL SECURITY",
    "rls_enabled_no_policy": "CREATE TABLE hera.bad (id integer); ALTER TABLE hera.bad ENABLE ROW LEVEL SECURITY",
    "duplicate_index": "CREATE INDEX b1 ON hera.core_entities (name); CREATE INDEX b2 ON hera.core_entities (name)",
    "security_definer_view": "CREATE VIEW hera_bi.bad AS SELECT 1",
    "function_search_path_mutable": "CREATE FUNCTION hera.bad() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
    "rls_disabled_in_public": "CREATE TABLE hera.bad (id integer)",
    "rls_references_user_metadata": "CREATE POLICY bad ON hera.core_entities FOR SELECT TO hera_bi"
    " USING (name = current_setting('my.name'))",
    "materialized_view_in_api": "CREATE MATERIALIZED VIEW hera_bi.bad AS SELECT 1; GRANT SELECT ON hera_bi.bad TO hera_bi",
    "foreign_table_in_api": "CREATE FOREIGN DATA WRAPPER bad; CREATE SERVER bad FOREIGN DATA WRAPPER bad;"
    " CREATE FOREIGN TABLE hera.bad (id integer) SERVER bad",
    "unsupported_reg_types": "CREATE TABLE hera.bad (id regclass)",
    "sensitive_columns_exposed": "CREATE TABLE hera.bad (api_key text); GRANT SELECT ON hera.bad TO hera_bi",
    "rls_policy_always_true": "CREATE POLICY bad ON hera.core_entities FOR SELECT TO hera_bi USING (true)",
    "anon_security_definer_function_executable": "CREATE FUNCTION hera.bad() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
    " GRANT EXECUTE ON FUNCTION hera.bad() TO PUBLIC",
    "authenticated_security_definer_function_executable": "CREATE FUNCTION hera.bad() RETURNS integer SECURITY DEFINER"
    " LANGUAGE sql AS 'SELECT 1'",
    "invalid_index": "CREATE INDEX bad ON hera.core_entities (name);"
    " UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'hera.bad'::regclass",
    "autovacuum_disabled": "ALTER TABLE hera.core_entities SET (autovacuum_enabled = false)",
    "rls_policy_null_auth_disjunct": "CREATE POLICY bad ON hera.core_entities FOR SELECT TO hera_bi"
    " USING (hera_internal.current_org() IS NULL)",
}  # fmt: skip


def broken(db: Connection, rule: str) -> list[str]:
    """What breaks a rule."""
    rows = db.execute(RULES[rule].encode(), {"schemas": SCHEMAS, "groups": GROUPS}).fetchall()
    return sorted(row[0] for row in rows)


@pytest.mark.parametrize("rule", RULES)
def test_rule_holds(db: Connection, rule: str) -> None:
    found = [name for name in broken(db, rule) if (rule, name) not in EXCEPTIONS]
    assert found == [], f"{rule}: {found}"


@pytest.mark.parametrize("rule", RULES)
def test_rule_finds_what_breaks_it(db: Connection, rule: str) -> None:
    before = broken(db, rule)
    db.execute(BROKEN[rule].encode())
    assert len(broken(db, rule)) > len(before), rule


def test_every_exception_is_still_one(db: Connection) -> None:
    for rule, name in EXCEPTIONS:
        assert name in broken(db, rule), (rule, name)


def test_every_rule_is_on_the_page(checkout: Path) -> None:
    page = (checkout / "docs/security.md").read_text(encoding="utf-8")
    for rule in (*RULES, *ELSEWHERE):
        assert f"`{rule}`" in page, rule
