CREATE FUNCTION hera_internal.distribution_obstacles()
RETURNS TABLE (relation text, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What of the catalog a database of Citus refuses: unique keys and foreign keys of tenants without organization_id, foreign
-- keys that lead from a copied table to a distributed one or empty a column, unlogged tenant tables, identity that is not
-- bigint, and deferred triggers, whose errors it loses.
BEGIN
    RETURN QUERY
    WITH own AS MATERIALIZED (
        SELECT t.relation AS oid, t.kind, c.relpersistence FROM hera_internal.distribution_tables() AS t
        INNER JOIN pg_class AS c ON c.oid = t.relation
    ), keyed AS (
        SELECT a.attrelid, a.attnum FROM pg_attribute AS a WHERE a.attname = 'organization_id'
    )
    SELECT o.oid::regclass::text, 'unique index without organization_id: ' || x.indexrelid::regclass
    FROM own AS o
    INNER JOIN pg_index AS x ON x.indrelid = o.oid AND x.indisunique
    LEFT JOIN keyed AS k ON k.attrelid = o.oid
    WHERE o.kind = 'distributed' AND NOT coalesce(k.attnum = ANY (x.indkey::smallint[]), false)
    UNION ALL
    SELECT o.oid::regclass::text, CASE
        WHEN f.kind = 'distributed' AND o.kind = 'reference' THEN 'foreign key to a distributed table: '
        WHEN f.kind = 'distributed' AND NOT coalesce(k.attnum = ANY (c.conkey), false) THEN 'foreign key without organization_id: '
        ELSE 'foreign key that empties a column: '
    END || c.conname
    FROM own AS o
    INNER JOIN pg_constraint AS c ON c.conrelid = o.oid AND c.contype = 'f' AND c.conparentid = 0
    INNER JOIN own AS f ON f.oid = c.confrelid
    LEFT JOIN keyed AS k ON k.attrelid = o.oid
    WHERE f.kind = 'distributed' AND (o.kind = 'reference' OR NOT coalesce(k.attnum = ANY (c.conkey), false))
        OR c.confdeltype IN ('n', 'd')
    UNION ALL
    SELECT o.oid::regclass::text, 'unlogged: shards of it cannot be moved online' FROM own AS o
    WHERE o.kind = 'distributed' AND o.relpersistence = 'u'
    UNION ALL
    SELECT o.oid::regclass::text, 'identity that is not bigint: ' || a.attname FROM own AS o
    INNER JOIN pg_attribute AS a ON a.attrelid = o.oid AND a.attidentity <> '' AND a.atttypid <> 'bigint'::regtype
    UNION ALL
    SELECT o.oid::regclass::text, 'deferred trigger: ' || t.tgname FROM own AS o
    INNER JOIN pg_trigger AS t ON t.tgrelid = o.oid AND t.tginitdeferred AND NOT t.tgisinternal
    ORDER BY 1, 2;
END
$function$;
COMMENT ON FUNCTION hera_internal.distribution_obstacles() IS 'What of the catalog a database of Citus refuses.';
ALTER FUNCTION hera_internal.distribution_obstacles() OWNER TO hera_owner;
