"""A database's objects of HERA as text lines, to compare two ways of installing them."""

from __future__ import annotations

from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]

_ACL = """
    (SELECT string_agg(COALESCE(g.rolname, 'PUBLIC') || '=' || a.privilege_type || '/' || r.rolname, ','
            ORDER BY COALESCE(g.rolname, 'PUBLIC'), a.privilege_type, r.rolname)
     FROM aclexplode({acl}) AS a LEFT JOIN pg_roles AS g ON g.oid = a.grantee JOIN pg_roles AS r ON r.oid = a.grantor)
"""
_SCHEMAS = "('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)"
_NOT_PYTHON = """
    NOT EXISTS (SELECT FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' AND e.extname <> 'hera')
"""
_QUERIES = {
    "schema": f"""
        SELECT n.nspname, o.rolname, {_ACL.format(acl="n.nspacl")}, obj_description(n.oid, 'pg_namespace')
        FROM pg_namespace AS n JOIN pg_roles AS o ON o.oid = n.nspowner WHERE n.oid IN {_SCHEMAS}""",
    "function": f"""
        SELECT p.oid::regprocedure, md5(p.prosrc), o.rolname, p.prosecdef, p.provolatile, p.proisstrict, p.proparallel,
            p.proconfig, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
            {_ACL.format(acl="COALESCE(p.proacl, acldefault('f', p.proowner))")}, obj_description(p.oid, 'pg_proc')
        FROM pg_proc AS p JOIN pg_roles AS o ON o.oid = p.proowner
        WHERE p.pronamespace IN {_SCHEMAS} AND {_NOT_PYTHON}""",
    "type": f"""
        SELECT t.oid::regtype, t.typtype, o.rolname, obj_description(t.oid, 'pg_type'),
            (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ',' ORDER BY a.attnum)
             FROM pg_attribute AS a WHERE a.attrelid = t.typrelid)
        FROM pg_type AS t JOIN pg_roles AS o ON o.oid = t.typowner LEFT JOIN pg_class AS c ON c.oid = t.typrelid
        WHERE t.typnamespace IN {_SCHEMAS} AND t.typelem = 0 AND (t.typtype <> 'c' OR c.relkind = 'c')""",
    "relation": f"""
        SELECT c.oid::regclass, c.relkind, c.relpersistence, o.rolname, c.reloptions, c.relrowsecurity,
            c.relforcerowsecurity, c.relispartition, pg_get_expr(c.relpartbound, c.oid),
            {_ACL.format(acl="COALESCE(c.relacl, acldefault('r', c.relowner))")}, obj_description(c.oid, 'pg_class'),
            CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid)
                WHEN c.relkind IN ('i', 'I') THEN pg_get_indexdef(c.oid) END
        FROM pg_class AS c JOIN pg_roles AS o ON o.oid = c.relowner
        WHERE c.relnamespace IN {_SCHEMAS} AND c.relkind NOT IN ('t', 'c')""",
    "column": f"""
        SELECT c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
            a.attgenerated, pg_get_expr(f.adbin, f.adrelid), {_ACL.format(acl="a.attacl")},
            col_description(c.oid, a.attnum)
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef AS f ON f.adrelid = c.oid AND f.adnum = a.attnum
        WHERE c.relnamespace IN {_SCHEMAS} AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0
            AND NOT a.attisdropped""",
    "constraint": f"""
        SELECT c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid), c.convalidated, c.condeferrable,
            obj_description(c.oid, 'pg_constraint')
        FROM pg_constraint AS c
        WHERE c.connamespace IN {_SCHEMAS} AND c.contype NOT IN ('t', 'n') AND c.conparentid = 0""",
    "trigger": f"""
        SELECT t.tgrelid::regclass, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled,
            obj_description(t.oid, 'pg_trigger')
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE c.relnamespace IN {_SCHEMAS} AND NOT t.tgisinternal""",
    "policy": """
        SELECT schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check
        FROM pg_policies WHERE schemaname IN ('hera', 'hera_internal', 'hera_bi')""",
}


def snapshot(connection: Connection) -> list[str]:
    """Every object of HERA with what must be the same however it came to be, one line each, sorted."""
    lines: list[str] = []
    with connection.transaction():
        connection.execute("SET LOCAL search_path = pg_catalog")
        for kind, query in _QUERIES.items():
            for row in connection.execute(query.encode()).fetchall():
                lines.append(" | ".join([kind, *(str(value) for value in row)]))
        lines += [f"seed {name} | {digest}" for name, digest in seeds(connection).items()]
    return sorted(lines)


def seeds(connection: Connection) -> dict[str, str]:
    """MD5 of the rows of each seeded table."""
    if connection.execute("SELECT to_regclass('hera_internal.binding')").fetchone() == (None,):
        return {}
    rows = connection.execute(
        "SELECT s.relation, hera_internal.binding_fingerprint('data', s.name, s.relation)"
        " FROM hera_internal.binding_source() AS s WHERE s.kind = 'data'"
    ).fetchall()
    return {str(name): str(digest) for name, digest in rows}


def members(connection: Connection, extension: str = "hera") -> list[str]:
    """The members of an extension, as the server describes them."""
    rows = connection.execute(
        "SELECT pg_describe_object(d.classid, d.objid, d.objsubid) FROM pg_depend AS d"
        " JOIN pg_extension AS e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass"
        " WHERE e.extname = %s AND d.deptype = 'e'",
        [extension],
    ).fetchall()
    return sorted(str(name) for (name,) in rows)


def difference(left: list[str], right: list[str]) -> list[str]:
    """What is in one snapshot only, marked with its side."""
    only_left = set(left) - set(right)
    only_right = set(right) - set(left)
    return sorted([f"- {line}" for line in only_left] + [f"+ {line}" for line in only_right])
