CREATE FUNCTION hera_internal.find_unguarded_partitions()
RETURNS SETOF text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Whatever the table has, each month has: columns, constraints, indexes, triggers, persistence and owner; and the
    -- foreign key to the same month of the table it belongs to, which no constraint of the table stands behind.
    WITH month AS MATERIALIZED (
        SELECT c.oid AS child, c.oid::regclass::text AS name, p.oid AS parent, p.oid::regclass::text AS parent_name,
            c.relpersistence <> p.relpersistence OR c.relowner <> p.relowner AS other,
            right(c.relname, 8) AS suffix, t.belongs_to
        FROM pg_inherits AS i
        INNER JOIN pg_class AS c ON c.oid = i.inhrelid
        INNER JOIN pg_class AS p ON p.oid = i.inhparent AND p.relkind = 'p'
        LEFT JOIN hera_internal.partitioned_table AS t ON t.relation = p.oid::regclass::text
        WHERE p.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
    )
    SELECT m.name || ' has another owner or persistence than its table' FROM month AS m WHERE m.other
    UNION ALL
    SELECT format('column %s of %s is not as in %s', a.attname, m.name, m.parent_name)
    FROM month AS m
    INNER JOIN pg_attribute AS a ON a.attrelid = m.parent AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = m.parent AND d.adnum = a.attnum
    LEFT JOIN pg_attribute AS x ON x.attrelid = m.child AND x.attname = a.attname AND NOT x.attisdropped
    LEFT JOIN pg_attrdef AS y ON y.adrelid = m.child AND y.adnum = x.attnum
    WHERE (a.atttypid, a.atttypmod, a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
        IS DISTINCT FROM (x.atttypid, x.atttypmod, x.attnotnull, pg_get_expr(y.adbin, y.adrelid))
    UNION ALL
    SELECT format('constraint %s of %s is missing on %s or otherwise', c.conname, m.parent_name, m.name)
    FROM month AS m
    INNER JOIN pg_constraint AS c ON c.conrelid = m.parent AND c.contype IN ('c', 'f', 'p', 'u')
    WHERE NOT EXISTS (
        SELECT FROM pg_constraint AS x
        WHERE x.conrelid = m.child AND x.convalidated AND x.contype = c.contype AND (
            x.conparentid = c.oid
            OR (c.contype = 'c' AND x.conname = c.conname AND pg_get_constraintdef(x.oid) = pg_get_constraintdef(c.oid))
        )
    )
    UNION ALL
    SELECT format('index %s of %s is missing on %s or invalid', n.indexrelid::regclass, m.parent_name, m.name)
    FROM month AS m
    INNER JOIN pg_index AS n ON n.indrelid = m.parent
    WHERE NOT EXISTS (
        SELECT FROM pg_inherits AS i INNER JOIN pg_index AS x ON x.indexrelid = i.inhrelid
        WHERE i.inhparent = n.indexrelid AND x.indrelid = m.child AND x.indisvalid AND x.indisready AND x.indislive
            AND x.indisunique = n.indisunique
    )
    UNION ALL
    SELECT format('trigger %s of %s is missing on %s or otherwise', t.tgname, m.parent_name, m.name)
    FROM month AS m
    INNER JOIN pg_trigger AS t ON t.tgrelid = m.parent AND NOT t.tgisinternal
    WHERE NOT EXISTS (
        SELECT FROM pg_trigger AS x
        WHERE x.tgrelid = m.child AND x.tgname = t.tgname AND x.tgenabled = t.tgenabled
            AND pg_get_triggerdef(x.oid) = replace(pg_get_triggerdef(t.oid), ' ON ' || m.parent_name || ' ', ' ON ' || m.name || ' ')
    )
    UNION ALL
    SELECT format(
        'constraint universal_transaction_lines_transaction_id_fk of %s to %s%s is missing or otherwise', m.name, m.belongs_to,
        m.suffix
    )
    FROM month AS m
    WHERE m.belongs_to IS NOT NULL AND NOT EXISTS (
        SELECT FROM pg_constraint AS x
        WHERE x.conrelid = m.child AND x.contype = 'f' AND x.convalidated AND NOT x.condeferrable
            AND x.confrelid = to_regclass(m.belongs_to || m.suffix) AND x.confmatchtype = 's' AND ARRAY(
                SELECT a.attname::text FROM unnest(x.conkey) WITH ORDINALITY AS k (number, place)
                INNER JOIN pg_attribute AS a ON a.attrelid = x.conrelid AND a.attnum = k.number
                ORDER BY k.place
            ) = '{organization_id,transaction_id,created_at,line_count}'
    )
$function$;
COMMENT ON FUNCTION hera_internal.find_unguarded_partitions() IS 'Months that lack what their table has.';
ALTER FUNCTION hera_internal.find_unguarded_partitions() OWNER TO hera_owner;
