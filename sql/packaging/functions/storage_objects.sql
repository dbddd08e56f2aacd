CREATE FUNCTION hera_internal.storage_objects()
RETURNS TABLE (kind text, relation text, name text, definition text)
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
SET intervalstyle = postgres
SET extra_float_digits = 1
SET quote_all_identifiers = off
AS $function$
    -- What migrations make, as the catalog has it now. Constraints that are bindings are left out: they are put right by
    -- hera.migrate() and compared by their fingerprint. Registers are many and alike: one row tells their shapes.
    -- Bounds of months read the same in every session.
    WITH own AS (
        SELECT c.oid, c.oid::regclass::text AS relation, c.relname::text AS name, c.relkind, c.relpersistence, c.relispartition,
            pg_get_userbyid(c.relowner)::text AS owner, pg_get_expr(c.relpartbound, c.oid) AS bound
        FROM pg_class AS c
        WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
    ), standing AS (
        SELECT * FROM own AS o WHERE o.relkind IN ('r', 'p') AND NOT o.relispartition
    )
    SELECT 'table', s.relation, s.name, concat_ws(' ', s.relkind, s.relpersistence, s.owner) FROM standing AS s
    UNION ALL
    SELECT 'column', s.relation, a.attname, concat_ws(
        ' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), NULLIF(a.attidentity, ''), NULLIF(a.attgenerated, '')
    )
    FROM standing AS s
    INNER JOIN pg_attribute AS a ON a.attrelid = s.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = s.oid AND d.adnum = a.attnum
    UNION ALL
    SELECT 'constraint', s.relation, c.conname, concat_ws(
        ' ', pg_get_constraintdef(c.oid), CASE WHEN c.connoinherit AND c.contype = 'c' THEN 'NO INHERIT' END
    )
    FROM standing AS s
    INNER JOIN pg_constraint AS c ON c.conrelid = s.oid AND c.contype IN ('c', 'f', 'p', 'u', 'x') AND c.conparentid = 0
    WHERE NOT EXISTS (
        SELECT FROM hera_internal.binding_source() AS b
        WHERE b.kind = 'constraint' AND b.name = c.conname AND b.relation = s.relation
    )
    UNION ALL
    SELECT 'index', s.relation, i.indexrelid::regclass::text, concat_ws(
        ' ', pg_get_indexdef(i.indexrelid), CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN 'valid' ELSE 'invalid' END
    )
    FROM standing AS s
    INNER JOIN pg_index AS i ON i.indrelid = s.oid AND NOT hera_internal.is_neighbour_index(i.indexrelid)
    UNION ALL
    SELECT 'domain', t.oid::regtype::text, t.typname, concat_ws(
        ' ', format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN 'NOT NULL' END, t.typdefault, (
            SELECT string_agg(pg_get_constraintdef(c.oid), ' ' ORDER BY c.conname) FROM pg_constraint AS c
            WHERE c.contypid = t.oid AND c.contype = 'c'
        )
    )
    FROM pg_type AS t
    WHERE t.typnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND t.typtype = 'd'
    UNION ALL
    SELECT 'sequence', q.name, q.name, string_agg(q.shape, '; ' ORDER BY q.shape)
    FROM (
        SELECT regexp_replace(o.relation, '[0-9]+$', 'N') AS name, concat_ws(
            ' ', o.relpersistence, o.owner, e.seqtypid::regtype, e.seqstart, e.seqincrement, e.seqmin, e.seqmax, e.seqcache,
            e.seqcycle, count(*)
        ) AS shape
        FROM own AS o INNER JOIN pg_sequence AS e ON e.seqrelid = o.oid
        GROUP BY 1, o.relpersistence, o.owner, e.seqtypid, e.seqstart, e.seqincrement, e.seqmin, e.seqmax, e.seqcache, e.seqcycle
    ) AS q
    GROUP BY q.name
    UNION ALL
    SELECT 'partition', i.inhparent::regclass::text, o.relation, o.bound
    FROM own AS o INNER JOIN pg_inherits AS i ON i.inhrelid = o.oid
    WHERE o.relispartition AND o.relkind IN ('r', 'p')
    UNION ALL
    SELECT 'server', '', 'major', (current_setting('server_version_num')::integer / 10000)::text
$function$;
COMMENT ON FUNCTION hera_internal.storage_objects() IS 'Tables, columns, constraints, indexes, domains, sequences and partitions as the catalog has them.';
ALTER FUNCTION hera_internal.storage_objects() OWNER TO hera_owner;
