"""Every guard of the books in the catalog, and the statements that drop, disable or weaken it."""

from __future__ import annotations

from dataclasses import dataclass

from support.databases import Connection


@dataclass(frozen=True)
class Weakening:
    """One guard, one way to weaken it, and what the finding must name."""

    kind: str
    way: str
    guard: str
    statement: str
    named: str

    def __str__(self) -> str:
        return f"{self.way}: {self.guard}"


_OWN = """
WITH own AS (
    SELECT c.oid, c.oid::regclass::text AS relation, c.relkind, c.relpersistence, c.relispartition, c.relname
    FROM pg_class AS c WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)
), tables AS (
    SELECT * FROM own WHERE relkind IN ('r', 'p')
)
"""
# kind -> query of (way, guard, statement, what a finding must name). A statement that is refused guards itself.
_QUERIES = {
    "trigger": """
        SELECT w.way, format('%s on %s', t.tgname, o.relation), format(w.statement, o.relation, t.tgname), t.tgname
        FROM tables AS o JOIN pg_trigger AS t ON t.tgrelid = o.oid AND NOT t.tgisinternal
        CROSS JOIN (VALUES
            ('drop', 'DROP TRIGGER %2$I ON %1$s'),
            ('disable', 'ALTER TABLE %1$s DISABLE TRIGGER %2$I'),
            ('always to origin', 'ALTER TABLE %1$s ENABLE TRIGGER %2$I')
        ) AS w (way, statement)
        UNION ALL
        SELECT 'always to replica', format('%s on %s', t.tgname, o.relation),
            format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', o.relation, t.tgname), t.tgname
        FROM tables AS o JOIN pg_trigger AS t ON t.tgrelid = o.oid AND NOT t.tgisinternal AND t.tgenabled = 'A'
        UNION ALL
        SELECT 'condition that is never true', format('%s on %s', t.tgname, o.relation),
            format('DROP TRIGGER %2$I ON %1$s; %3$s; ALTER TABLE %1$s ENABLE ALWAYS TRIGGER %2$I', o.relation, t.tgname,
                replace(pg_get_triggerdef(t.oid), ' EXECUTE FUNCTION', ' WHEN (false) EXECUTE FUNCTION')), t.tgname
        FROM tables AS o JOIN pg_trigger AS t ON t.tgrelid = o.oid AND NOT t.tgisinternal AND t.tgparentid = 0
        WHERE pg_get_triggerdef(t.oid) !~ ' WHEN '
        UNION ALL
        SELECT 'trigger that swallows rows', o.relation, format('CREATE TRIGGER zz_swallow BEFORE INSERT ON %s FOR EACH ROW'
            ' WHEN (pg_trigger_depth() = 99) EXECUTE FUNCTION suppress_redundant_updates_trigger()', o.relation), 'zz_swallow'
        FROM tables AS o WHERE NOT o.relispartition""",
    "foreign key trigger": """
        SELECT 'disable', format('%s of %s on %s', t.tgname, c.conname, o.relation),
            format('ALTER TABLE %s DISABLE TRIGGER %I', o.relation, t.tgname), c.conname
        FROM tables AS o JOIN pg_trigger AS t ON t.tgrelid = o.oid AND t.tgisinternal
        JOIN pg_constraint AS c ON c.oid = t.tgconstraint""",
    "policy": """
        SELECT w.way, format('%s on %s', p.polname, o.relation), format(w.statement, o.relation, p.polname), o.relation
        FROM tables AS o JOIN pg_policy AS p ON p.polrelid = o.oid
        CROSS JOIN (VALUES
            ('drop', 'DROP POLICY %2$I ON %1$s'),
            ('to PUBLIC', 'ALTER POLICY %2$I ON %1$s TO PUBLIC'),
            ('using true', 'ALTER POLICY %2$I ON %1$s USING (true OR 1 = 1)')
        ) AS w (way, statement)
        UNION ALL
        SELECT 'add', o.relation, format('CREATE POLICY zz ON %s USING (true)', o.relation), o.relation FROM tables AS o""",
    "row security": """
        SELECT w.way, o.relation, format(w.statement, o.relation), o.relation
        FROM tables AS o
        CROSS JOIN (VALUES
            ('no force', 'ALTER TABLE %s NO FORCE ROW LEVEL SECURITY'), ('disable', 'ALTER TABLE %s DISABLE ROW LEVEL SECURITY')
        ) AS w (way, statement)""",
    "table": """
        SELECT w.way, o.relation, format(w.statement, o.relation),
            -- Where verify's own record was given away, the server names it in its error, without the schema.
            CASE w.way WHEN 'give away' THEN split_part(o.relation, '.', 2) ELSE o.relation END
        FROM tables AS o
        CROSS JOIN (VALUES
            ('unlog', 'ALTER TABLE %1$s SET UNLOGGED'), ('give away', 'ALTER TABLE %1$s OWNER TO postgres'),
            ('rule', 'CREATE RULE zz AS ON INSERT TO %1$s DO INSTEAD NOTHING'),
            ('child', 'CREATE TABLE public.zz_child () INHERITS (%1$s)'), ('drop', 'DROP TABLE %1$s CASCADE')
        ) AS w (way, statement)
        -- A parent of partitions has nothing that could be logged.
        WHERE w.way <> 'unlog' OR (o.relkind = 'r' AND o.relpersistence = 'p')""",
    "partition": """
        SELECT w.way, o.relation, format(w.statement, i.inhparent::regclass, o.relation), o.relation
        FROM tables AS o JOIN pg_inherits AS i ON i.inhrelid = o.oid
        CROSS JOIN (VALUES
            ('detach', 'ALTER TABLE %1$s DETACH PARTITION %2$s'),
            ('detach and attach', 'ALTER TABLE %1$s DETACH PARTITION %2$s; ALTER TABLE %1$s ATTACH PARTITION %2$s FOR VALUES'
                ' FROM (''1999-01-01 00:00+00'') TO (''1999-02-01 00:00+00'')')
        ) AS w (way, statement)""",
    "constraint": """
        SELECT 'drop', format('%s on %s', c.conname, o.relation),
            format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', o.relation, c.conname), c.conname
        FROM tables AS o JOIN pg_constraint AS c ON c.conrelid = o.oid AND c.contype IN ('c', 'f', 'p', 'u', 'x')
        UNION ALL
        SELECT 'not valid', format('%s on %s', c.conname, o.relation),
            format('ALTER TABLE %1$s DROP CONSTRAINT %2$I; ALTER TABLE %1$s ADD CONSTRAINT %2$I %3$s NOT VALID', o.relation,
                c.conname, pg_get_constraintdef(c.oid)), c.conname
        FROM tables AS o JOIN pg_constraint AS c ON c.conrelid = o.oid AND c.contype IN ('c', 'f') AND c.conparentid = 0
        UNION ALL
        SELECT 'not validated', format('%s on %s', c.conname, o.relation),
            format('UPDATE pg_constraint SET convalidated = false WHERE oid = %s', c.oid), c.conname
        FROM tables AS o JOIN pg_constraint AS c ON c.conrelid = o.oid AND c.contype IN ('c', 'f', 'p', 'u')
        UNION ALL
        SELECT 'defer', format('%s on %s', c.conname, o.relation),
            format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', o.relation, c.conname), c.conname
        FROM tables AS o JOIN pg_constraint AS c ON c.conrelid = o.oid AND c.contype = 'f'
        UNION ALL
        SELECT 'loosen', format('%s on %s', c.conname, o.relation),
            format('ALTER TABLE %1$s DROP CONSTRAINT %2$I; ALTER TABLE %1$s ADD CONSTRAINT %2$I CHECK (true)', o.relation,
                c.conname), c.conname
        FROM tables AS o JOIN pg_constraint AS c ON c.conrelid = o.oid AND c.contype = 'c'""",
    "column": """
        SELECT 'nullable', format('%s.%s', o.relation, a.attname),
            format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', o.relation, a.attname), a.attname
        FROM tables AS o JOIN pg_attribute AS a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
            AND a.attidentity = ''
        UNION ALL
        SELECT 'default', format('%s.%s', o.relation, a.attname),
            format(CASE a.attgenerated
                WHEN '' THEN 'ALTER TABLE %1$s ALTER COLUMN %2$I DROP DEFAULT;'
                    ' ALTER TABLE %1$s ALTER COLUMN %2$I SET DEFAULT NULL'
                ELSE 'ALTER TABLE %1$s ALTER COLUMN %2$I DROP EXPRESSION'
            END, o.relation, a.attname), a.attname
        FROM tables AS o JOIN pg_attribute AS a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atthasdef
        UNION ALL
        SELECT 'drop', format('%s.%s', o.relation, a.attname),
            format('ALTER TABLE %s DROP COLUMN %I CASCADE', o.relation, a.attname), a.attname
        FROM tables AS o JOIN pg_attribute AS a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE NOT o.relispartition
        UNION ALL
        SELECT w.way, format('%s.%s', o.relation, a.attname), format(w.statement, o.relation, a.attname), o.relation
        FROM tables AS o JOIN pg_attribute AS a ON a.attrelid = o.oid AND a.attname = 'organization_id'
        CROSS JOIN (VALUES ('grant to PUBLIC', 'GRANT SELECT (%2$I) ON %1$s TO PUBLIC'),
            ('grant to a login', 'GRANT UPDATE (%2$I) ON %1$s TO hera_app')) AS w (way, statement)""",
    "domain": """
        SELECT w.way, t.oid::regtype::text, format(w.statement, t.oid::regtype, c.conname, c.oid), t.typname
        FROM pg_type AS t JOIN pg_constraint AS c ON c.contypid = t.oid
        CROSS JOIN (VALUES ('drop', 'ALTER DOMAIN %1$s DROP CONSTRAINT %2$I'),
            ('loosen', 'ALTER DOMAIN %1$s DROP CONSTRAINT %2$I; ALTER DOMAIN %1$s ADD CONSTRAINT %2$I CHECK (true)'),
            ('not validated', 'UPDATE pg_constraint SET convalidated = false WHERE oid = %3$s')) AS w (way, statement)
        WHERE t.typnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)""",
    "index": """
        SELECT 'drop', i.indexrelid::regclass::text, format('DROP INDEX %s', i.indexrelid::regclass), i.indexrelid::regclass::text
        FROM tables AS o JOIN pg_index AS i ON i.indrelid = o.oid
        WHERE NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conindid = i.indexrelid)
        UNION ALL
        SELECT w.way, i.indexrelid::regclass::text, format(w.statement, i.indexrelid), i.indexrelid::regclass::text
        FROM tables AS o JOIN pg_index AS i ON i.indrelid = o.oid
        CROSS JOIN (VALUES
            ('invalid', 'UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s'),
            ('not ready', 'UPDATE pg_index SET indisready = false WHERE indexrelid = %s')
        ) AS w (way, statement)
        UNION ALL
        SELECT 'not unique', i.indexrelid::regclass::text,
            format('UPDATE pg_index SET indisunique = false WHERE indexrelid = %s', i.indexrelid),
            CASE WHEN o.relispartition THEN o.relation ELSE i.indexrelid::regclass::text END
        FROM tables AS o JOIN pg_index AS i ON i.indrelid = o.oid AND i.indisunique""",
    "function": """
        SELECT w.way, p.oid::regprocedure::text, format(w.statement, p.oid::regprocedure, p.oid), p.proname
        FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang AND l.lanname IN ('sql', 'plpgsql', 'plpython3u')
        CROSS JOIN (VALUES
            ('other body', 'UPDATE pg_proc SET prosrc = prosrc || '' '' WHERE oid = %2$s'),
            ('search path of the caller', 'ALTER FUNCTION %1$s RESET search_path'),
            ('search path of others', 'ALTER FUNCTION %1$s SET search_path = public, pg_catalog'),
            ('grant to PUBLIC', 'GRANT EXECUTE ON FUNCTION %1$s TO PUBLIC'),
            ('give away', 'ALTER FUNCTION %1$s OWNER TO postgres')
        ) AS w (way, statement)
        WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND p.prokind IN ('f', 'p')
            AND (w.way <> 'search path of the caller' OR p.proconfig IS NOT NULL)
            -- Functions of hera_plpython stay with the superuser who installed them.
            AND (w.way <> 'give away' OR p.proowner <> 'postgres'::regrole)
            -- The list of what all must be cannot vouch for itself: the tool holds it against its own.
            AND (w.way <> 'other body' OR p.proname <> 'member_source')
        UNION ALL
        SELECT w.way, p.oid::regprocedure::text, format(w.statement, p.oid::regprocedure), p.proname
        FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang AND l.lanname IN ('sql', 'plpgsql', 'plpython3u')
        CROSS JOIN LATERAL (VALUES
            (CASE WHEN p.prosecdef THEN 'invoker' ELSE 'definer' END,
                'ALTER FUNCTION %s SECURITY ' || CASE WHEN p.prosecdef THEN 'INVOKER' ELSE 'DEFINER' END),
            ('strictness', 'ALTER FUNCTION %s ' || CASE WHEN p.proisstrict THEN 'CALLED ON NULL INPUT' ELSE 'STRICT' END),
            ('volatility', 'ALTER FUNCTION %s ' || CASE p.provolatile WHEN 'i' THEN 'STABLE' ELSE 'IMMUTABLE' END),
            ('leakproof', 'ALTER FUNCTION %s LEAKPROOF')
        ) AS w (way, statement)
        WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND p.prokind = 'f'""",
    "right": """
        SELECT w.way, o.relation, format(w.statement, o.relation), o.relation
        FROM tables AS o
        CROSS JOIN (VALUES
            ('grant to PUBLIC', 'GRANT SELECT ON %s TO PUBLIC'), ('grant to a login', 'GRANT INSERT ON %s TO hera_app'),
            ('grant to the interface', 'GRANT TRUNCATE ON %s TO hera_api')
        ) AS w (way, statement)
        UNION ALL
        SELECT w.way, o.relation, format(w.statement, o.relation), o.relation
        FROM own AS o
        CROSS JOIN (VALUES ('grant to PUBLIC', 'GRANT USAGE ON SEQUENCE %s TO PUBLIC'),
            ('grant to a login', 'GRANT UPDATE ON SEQUENCE %s TO hera_app')) AS w (way, statement)
        WHERE o.relkind = 'S'
        UNION ALL
        SELECT 'schema: ' || w.way, n.nspname, format(w.statement, n.nspname), n.nspname
        FROM pg_namespace AS n
        CROSS JOIN (VALUES ('usage', 'GRANT USAGE ON SCHEMA %s TO PUBLIC'),
            ('create', 'GRANT CREATE ON SCHEMA %s TO hera_app')) AS w (way, statement)
        WHERE n.nspname IN ('hera', 'hera_internal', 'hera_bi')
        UNION ALL
        SELECT 'new function for PUBLIC', n.nspname,
            format('CREATE FUNCTION %s.zz_door() RETURNS text LANGUAGE sql AS ''SELECT 1::text''', n.nspname), 'zz_door'
        FROM pg_namespace AS n WHERE n.nspname IN ('hera', 'hera_internal', 'hera_bi')""",
    "role": """
        SELECT w.way, r.rolname, format('ALTER ROLE %s %s', r.rolname, w.way), r.rolname
        FROM pg_roles AS r CROSS JOIN (VALUES ('SUPERUSER'), ('BYPASSRLS'), ('LOGIN'), ('CREATEROLE')) AS w (way)
        WHERE r.rolname IN ('hera_owner', 'hera_api', 'hera_app', 'hera_bi', 'hera_admin', 'hera_auditor')
        UNION ALL
        SELECT 'member of ' || o.rolname, r.rolname, format('GRANT %s TO %s', o.rolname, r.rolname), r.rolname
        FROM pg_roles AS r CROSS JOIN pg_roles AS o
        WHERE r.rolname IN ('hera_app', 'hera_bi', 'hera_admin', 'hera_auditor') AND o.rolname IN ('hera_owner', 'hera_api')""",
    "view": """
        SELECT w.way, o.relation, format(w.statement, o.relation, left(pg_get_viewdef(o.oid), -1)), o.relation
        FROM own AS o
        CROSS JOIN (VALUES ('definer', 'ALTER VIEW %1$s SET (security_invoker = false)'),
            ('no options', 'ALTER VIEW %1$s RESET (security_invoker)'), ('drop', 'DROP VIEW %1$s CASCADE'),
            ('grant to PUBLIC', 'GRANT SELECT ON %1$s TO PUBLIC'), ('give away', 'ALTER VIEW %1$s OWNER TO postgres'),
            ('rule off', 'ALTER TABLE %1$s DISABLE RULE "_RETURN"'),
            ('other query', 'CREATE OR REPLACE VIEW %1$s WITH (security_invoker = true) AS'
                ' SELECT * FROM (%2$s) AS x LIMIT 1000000')
        ) AS w (way, statement)
        WHERE o.relkind = 'v'""",
    "sequence": """
        SELECT w.way, o.relation, format(w.statement, o.relation), regexp_replace(o.relation, '[0-9]+$', 'N')
        FROM own AS o
        CROSS JOIN (VALUES ('cycle', 'ALTER SEQUENCE %s MAXVALUE 9 CYCLE'), ('drop', 'DROP SEQUENCE %s CASCADE'),
            ('give away', 'ALTER SEQUENCE %s OWNER TO postgres')) AS w (way, statement)
        WHERE o.relkind = 'S'""",
    "registry": """
        SELECT w.way, b.relation, w.statement, b.relation
        FROM hera_internal.binding_source() AS b
        JOIN (VALUES
            ('status_transition', 'one more transition',
                'INSERT INTO hera_internal.status_transition VALUES (''posted'', ''draft'')'),
            ('status_transition', 'one transition less',
                'DELETE FROM hera_internal.status_transition WHERE to_status = ''voided'''),
            ('role_permission', 'one more permission',
                'INSERT INTO hera_internal.role_permission VALUES (''viewer'', ''transactions.reverse'')'),
            ('role_permission', 'one permission less', 'DELETE FROM hera_internal.role_permission WHERE role = ''approver''')
        ) AS w (name, way, statement) ON w.name = b.name
        WHERE b.kind = 'data'""",
}
KINDS = list(_QUERIES)


def weakenings(connection: Connection, kind: str) -> list[Weakening]:
    """Every way to weaken every guard of a kind."""
    with connection.transaction():
        connection.execute("SET LOCAL search_path = pg_catalog")
        rows = connection.execute((_OWN + _QUERIES[kind]).encode()).fetchall()
    return sorted(
        (Weakening(kind, way, guard, statement, named) for way, guard, statement, named in rows),
        key=lambda weakening: (weakening.way, weakening.guard),
    )
