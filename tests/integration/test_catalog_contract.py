"""Promises that every object keeps, read from the catalog: comments, rights, pinned paths, sound bodies."""

from __future__ import annotations

from typing import Any

import pytest

from support.databases import Connection

SCHEMAS = ["hera", "hera_internal", "hera_bi"]


def rows(db: Connection, query: str) -> list[tuple[Any, ...]]:
    """Rows of a query with the schemas as its only parameter."""
    return db.execute(query.encode(), [SCHEMAS]).fetchall()


def listed(found: list[tuple[Any, ...]]) -> str:
    """Rows as lines of a failure message."""
    return "\n".join(" ".join(str(value) for value in row) for row in found)


def test_everything_has_a_comment(db: Connection) -> None:
    found = rows(
        db,
        """
        WITH wanted AS (SELECT n.oid, n.nspname FROM pg_namespace AS n WHERE n.nspname = ANY (%s)),
        objects AS (
            SELECT 'schema' AS kind, w.nspname::text AS name, obj_description(w.oid, 'pg_namespace') AS comment
            FROM wanted AS w
            UNION ALL
            SELECT 'relation', c.oid::regclass::text, obj_description(c.oid, 'pg_class')
            FROM pg_class AS c JOIN wanted AS w ON w.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
            UNION ALL
            SELECT 'column', c.oid::regclass || '.' || a.attname, col_description(c.oid, a.attnum)
            FROM pg_class AS c
            JOIN wanted AS w ON w.oid = c.relnamespace
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
            UNION ALL
            SELECT 'function', p.oid::regprocedure::text, obj_description(p.oid, 'pg_proc')
            FROM pg_proc AS p JOIN wanted AS w ON w.oid = p.pronamespace
            UNION ALL
            SELECT 'type', t.oid::regtype::text, obj_description(t.oid, 'pg_type')
            FROM pg_type AS t
            JOIN wanted AS w ON w.oid = t.typnamespace
            LEFT JOIN pg_class AS c ON c.oid = t.typrelid
            WHERE t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')
            UNION ALL
            SELECT 'trigger', t.tgrelid::regclass || '.' || t.tgname, obj_description(t.oid, 'pg_trigger')
            FROM pg_trigger AS t
            JOIN pg_class AS c ON c.oid = t.tgrelid
            JOIN wanted AS w ON w.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND NOT c.relispartition
        )
        SELECT kind, name FROM objects WHERE COALESCE(comment, '') = '' ORDER BY 1, 2
        """,
    )
    assert not found, f"{len(found)} objects without a comment:\n{listed(found)}"


def test_public_may_do_nothing(db: Connection) -> None:
    found = rows(
        db,
        """
        WITH wanted AS (SELECT n.* FROM pg_namespace AS n WHERE n.nspname = ANY (%s)),
        rights AS (
            SELECT 'schema' AS kind, w.nspname::text AS name, a.*
            FROM wanted AS w CROSS JOIN LATERAL aclexplode(COALESCE(w.nspacl, acldefault('n', w.nspowner))) AS a
            UNION ALL
            SELECT 'function', p.oid::regprocedure::text, a.*
            FROM pg_proc AS p JOIN wanted AS w ON w.oid = p.pronamespace
            CROSS JOIN LATERAL aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) AS a
            UNION ALL
            SELECT 'relation', c.oid::regclass::text, a.*
            FROM pg_class AS c JOIN wanted AS w ON w.oid = c.relnamespace
            CROSS JOIN LATERAL aclexplode(
                COALESCE(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
            ) AS a
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
        )
        SELECT kind, name, privilege_type FROM rights WHERE grantee = 0 ORDER BY 1, 2
        """,
    )
    assert not found, f"PUBLIC may use {len(found)} objects:\n{listed(found)}"


def test_logins_may_not_write_tables(db: Connection) -> None:
    found = rows(
        db,
        """
        SELECT c.oid::regclass, a.grantee::regrole, a.privilege_type
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL aclexplode(c.relacl) AS a
        WHERE n.nspname = ANY (%s) AND a.privilege_type <> 'SELECT'
            AND a.grantee IN (SELECT r.oid FROM pg_roles AS r
                WHERE r.rolname IN ('hera_app', 'hera_bi', 'hera_admin', 'hera_auditor'))
        ORDER BY 1, 2
        """,
    )
    assert not found, listed(found)


def test_every_function_pins_its_search_path(db: Connection) -> None:
    # An expression with a name is part of the statement that calls it, and has the pinned path of that.
    found = rows(
        db,
        r"""
        SELECT p.oid::regprocedure, p.proconfig
        FROM pg_proc AS p
        JOIN pg_namespace AS n ON n.oid = p.pronamespace
        JOIN pg_language AS l ON l.oid = p.prolang
        CROSS JOIN LATERAL regexp_replace(p.prosrc, '--[^\n]*', '', 'g') AS s (body)
        WHERE n.nspname = ANY (%s) AND NOT EXISTS (
            SELECT 1 FROM unnest(p.proconfig) AS c(setting)
            WHERE c.setting ~ '^search_path=pg_catalog,( ?[a-z_"]+,)? ?pg_temp$'
        ) AND NOT (
            n.nspname = 'hera_internal' AND l.lanname = 'sql' AND NOT p.prosecdef AND p.proconfig IS NULL
            AND NOT p.proretset AND (p.provolatile IN ('i', 's') OR p.proname = 'new_id')
            AND NOT EXISTS (
                SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) AS a
                WHERE a.grantee NOT IN (SELECT r.oid FROM pg_roles AS r WHERE r.rolname IN ('hera_api', 'hera_owner'))
            )
            -- One SELECT of one expression: FROM only within EXTRACT, no other statement, no sub-select.
            AND s.body ~ '^\s*SELECT\M' AND regexp_count(s.body, '\mSELECT\M') = 1
            AND regexp_replace(s.body, 'extract\(\w+ FROM', '', 'g') !~ '\mFROM\M|;'
        )
        ORDER BY 1
        """,
    )
    assert not found, listed(found)


def test_named_expressions_are_inlined(db: Connection) -> None:
    # One that the planner does not put in its place runs as a function, at many times the cost, on any path.
    calls = db.execute(
        """
        SELECT format('%s(%s)', p.oid::regproc, string_agg(format('r.a%s', a.place), ', ' ORDER BY a.place)),
            string_agg(format('a%s %s', a.place, format_type(a.type, NULL)), ', ' ORDER BY a.place)
        FROM pg_proc AS p
        JOIN pg_language AS l ON l.oid = p.prolang
        CROSS JOIN unnest(p.proargtypes) WITH ORDINALITY AS a (type, place)
        WHERE p.pronamespace = 'hera_internal'::regnamespace AND l.lanname = 'sql' AND p.proconfig IS NULL
        GROUP BY p.oid
        """
    ).fetchall()
    assert calls
    for call, columns in calls:
        name = call.partition("(")[0]
        with db.transaction(force_rollback=True):
            db.execute(f"CREATE TEMPORARY TABLE named ({columns})".encode())
            plan = db.execute(f"EXPLAIN (VERBOSE) SELECT {call} FROM named AS r".encode()).fetchall()
        assert f"{name}(" not in str(plan), call


def test_no_member_belongs_to_a_superuser(db: Connection) -> None:
    found = rows(
        db,
        """
        SELECT p.oid::regprocedure, p.proowner::regrole
        FROM pg_proc AS p
        JOIN pg_namespace AS n ON n.oid = p.pronamespace
        JOIN pg_roles AS r ON r.oid = p.proowner
        WHERE n.nspname = ANY (%s) AND r.rolsuper AND NOT EXISTS (
            SELECT 1 FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
            WHERE d.objid = p.oid AND d.deptype = 'e' AND e.extname = 'hera_plpython'
        )
        ORDER BY 1
        """,
    )
    assert not found, listed(found)


def test_row_security_is_forced_on_tables_with_an_organization(db: Connection) -> None:
    found = rows(
        db,
        """
        SELECT c.oid::regclass
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
        WHERE n.nspname = ANY (%s) AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
        ORDER BY 1
        """,
    )
    assert not found, listed(found)


def test_nothing_is_made_in_public(db: Connection) -> None:
    found = db.execute(
        """
        SELECT c.oid::regclass FROM pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (
            SELECT 1 FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')
        """
    ).fetchall()
    assert not found, listed(found)


# A trigger function is checked with every table it is bound to, any other function once.
BODIES = """
SELECT p.oid::regprocedure::text, COALESCE(t.tgrelid, 0)::regclass::text, c.lineno, c.level, c.message, c.query
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_language AS l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
LEFT JOIN LATERAL (
    SELECT DISTINCT g.tgrelid FROM pg_trigger AS g
    JOIN pg_class AS k ON k.oid = g.tgrelid
    WHERE g.tgfoid = p.oid AND NOT k.relispartition
) AS t ON true
CROSS JOIN LATERAL tap.plpgsql_check_function_tb(
    p.oid, COALESCE(t.tgrelid, 0), fatal_errors => false, extra_warnings => true,
    performance_warnings => false, security_warnings => true
) AS c
WHERE n.nspname = ANY (%s) AND (p.prorettype <> 'trigger'::regtype OR t.tgrelid IS NOT NULL)
    AND p.prorettype <> 'event_trigger'::regtype
ORDER BY 1, 2, 3
"""


# Functions that run SQL made of text: their names come from the catalog or from the bundle, never from a caller.
RUNS_TRUSTED_SQL = {
    "hera.distribute(boolean)",
    "hera.load_archive(date,text,text[],jsonb)",
    "hera.perform_job(text)",
    "hera.purge_history()",
    "hera.read_archive(date,text,text[],integer)",
    "hera.stage_archive(date)",
    "hera_internal.apply_view(text,text)",
    "hera_internal.archive_facts(date)",
    "hera_internal.detach_partition(text,date,boolean)",
    "hera_internal.drop_archived_tables(date)",
    "hera_internal.can_run_inside(integer)",
    "hera_internal.drop_binding(text,text,text)",
    "hera_internal.index_bloat()",
    "hera_internal.keep_documents(date)",
    "hera_internal.leaf_digest(date,text)",
    "hera_internal.commit_latency()",
    "hera_internal.lint_functions()",
    "hera_internal.lock_month(date)",
    "hera_internal.lock_parents()",
    "hera_internal.make_live_tables(date)",
    "hera_internal.refill_month(date)",
    "hera_internal.revoke_excess(regclass)",
    "hera_internal.run_source(text,text)",
    "hera_internal.secure_table(regclass)",
    "hera_internal.swap_month(date,boolean)",
    "hera_internal.text_digests(date,text,text)",
}


ACCEPTED = (
    # The contract of hera.check_rate_limit names this column.
    'name of parameter "limit" is reserved keyword',
    # A result of several parts, one of which is a composite, is what is meant.
    "composite OUT variable",
    # What reads the clock is STABLE here: it changes nothing, and nobody asks twice within a statement.
    "routine is marked as STABLE, but expression is VOLATILE",
    # Text and numbers become JSON in one way; the functions that make it are STABLE for what other types do.
    "routine is marked as IMMUTABLE, but expression is STABLE",
)

# Statements for servers before 17 and from it on: of each pair one names a column that is not there.
BY_SERVER_VERSION = {"hera_internal.checkpoint_counts()"}


def is_fault(name: str, level: str, message: str) -> bool:
    """Whether a finding of plpgsql_check counts."""
    if level == "security" and name in RUNS_TRUSTED_SQL:
        return False
    if name in BY_SERVER_VERSION and message.endswith("does not exist"):
        return False
    return not message.startswith(ACCEPTED)


def test_bodies_are_sound(db: Connection) -> None:
    if db.execute("SELECT 1 FROM pg_extension WHERE extname = 'plpgsql_check'").fetchone() is None:
        pytest.skip("plpgsql_check is not installed")
    found = [row for row in rows(db, BODIES) if is_fault(row[0], row[3], row[4])]
    assert not found, f"plpgsql_check finds {len(found)} faults:\n{listed(found)}"


def test_every_trigger_function_is_bound(db: Connection) -> None:
    found = rows(
        db,
        """
        SELECT p.oid::regprocedure
        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname = ANY (%s) AND p.prorettype = 'trigger'::regtype
            AND NOT EXISTS (SELECT 1 FROM pg_trigger AS t WHERE t.tgfoid = p.oid)
        """,
    )
    assert not found, listed(found)
