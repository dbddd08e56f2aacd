CREATE FUNCTION hera.index_report()
RETURNS TABLE (kind text, relation text, name text, scans bigint, bytes bigint, detail text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Indexes to look at: invalid ones; bloated ones, measured or estimated; duplicates, whose columns another index of the table begins with; and those that
-- nothing has read since the statistics began, unless they keep something unique. Partitions count with their table.
-- Nothing is dropped: whether an index is needed at the end of a year the statistics of a month do not know.
-- Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.index_report');
    RETURN QUERY
    WITH RECURSIVE tree AS (
        SELECT x.indexrelid AS root, x.indexrelid AS part FROM pg_index AS x
        INNER JOIN pg_class AS i ON i.oid = x.indexrelid AND NOT i.relispartition
        WHERE i.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
        UNION ALL
        SELECT t.root, h.inhrelid FROM tree AS t INNER JOIN pg_inherits AS h ON h.inhparent = t.part
    ), own AS MATERIALIZED (
        SELECT x.*, x.indexrelid::regclass::text AS name, x.indrelid::regclass::text AS relation, u.scans, u.bytes,
            array_to_string(x.indkey, ' ') || ' ' AS columns, am.amname
        FROM (
            SELECT t.root, coalesce(sum(s.idx_scan), 0)::bigint AS scans, sum(pg_relation_size(t.part))::bigint AS bytes
            FROM tree AS t LEFT JOIN pg_stat_all_indexes AS s ON s.indexrelid = t.part
            GROUP BY t.root
        ) AS u
        INNER JOIN pg_index AS x ON x.indexrelid = u.root
        INNER JOIN pg_class AS c ON c.oid = u.root
        INNER JOIN pg_am AS am ON am.oid = c.relam
    )
    SELECT 'invalid', o.relation, o.name, o.scans, o.bytes, 'queries do not use it: REINDEX INDEX CONCURRENTLY or drop it'
    FROM own AS o WHERE NOT (o.indisvalid AND o.indisready AND o.indislive)
    UNION ALL
    SELECT 'duplicate', o.relation, o.name, o.scans, o.bytes, format('%s has its columns', min(w.name))
    FROM own AS o
    INNER JOIN own AS w ON w.indrelid = o.indrelid AND w.indexrelid <> o.indexrelid AND w.amname = o.amname
        AND o.amname = 'btree' AND starts_with(w.columns, o.columns) AND w.indexprs IS NULL AND o.indexprs IS NULL
        AND w.indpred::text IS NOT DISTINCT FROM o.indpred::text AND NOT o.indisunique
        AND (w.columns <> o.columns OR w.indisunique OR w.indexrelid < o.indexrelid)
    GROUP BY o.relation, o.name, o.scans, o.bytes
    UNION ALL
    SELECT 'unused', o.relation, o.name, o.scans, o.bytes, coalesce('no scan since ' || (
        SELECT d.stats_reset FROM pg_stat_database AS d WHERE d.datname = current_database()
    )::date, 'no scan since the statistics began')
    FROM own AS o WHERE o.scans = 0 AND NOT o.indisunique AND o.indisvalid
    UNION ALL
    SELECT 'bloated', x.indrelid::regclass::text, b.name, NULL, b.bytes, format('%s %% empty, %s', round(b.bloat * 100), b.method)
    FROM hera_internal.index_bloat() AS b INNER JOIN pg_index AS x ON x.indexrelid = b.oid
    WHERE b.bloat > hera_internal.server_setting_value('maintenance_bloat')::numeric
    ORDER BY 1, 5 DESC, 3;
END
$function$;
COMMENT ON FUNCTION hera.index_report() IS 'Indexes that are invalid, duplicates of others or not used.';
ALTER FUNCTION hera.index_report() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.index_report() TO hera_admin;
