CREATE FUNCTION hera.table_bloat()
RETURNS TABLE (
    table_name text, bytes bigint, live_rows bigint, dead_rows bigint, dead_share numeric, wasted_bytes bigint,
    last_vacuum timestamptz, last_analyze timestamptz
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tables of HERA, the most wasteful first. wasted_bytes is estimated from the statistics: what the table takes beyond what its
-- rows need at their average width and fillfactor; NULL where it was never analyzed.
BEGIN
    RETURN QUERY
    WITH width AS (
        SELECT s.schemaname, s.tablename, sum((1 - s.null_frac) * s.avg_width)::numeric AS bytes
        FROM pg_stats AS s GROUP BY s.schemaname, s.tablename
    )
    SELECT c.oid::regclass::text, pg_table_size(c.oid), t.n_live_tup, t.n_dead_tup,
        round(t.n_dead_tup::numeric / nullif(t.n_live_tup + t.n_dead_tup, 0), 4),
        -- 28 bytes are the header of a row and its pointer; 8,168 what a page holds.
        CASE WHEN c.reltuples >= 0 AND w.bytes IS NOT NULL THEN greatest(
            pg_relation_size(c.oid) - 8192 * ceil(c.reltuples::numeric * (28 + w.bytes + 4) / 8168)::bigint, 0
        ) END,
        greatest(t.last_vacuum, t.last_autovacuum), greatest(t.last_analyze, t.last_autoanalyze)
    FROM pg_class AS c
    INNER JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname IN ('hera', 'hera_internal')
    INNER JOIN pg_stat_all_tables AS t ON t.relid = c.oid
    LEFT JOIN width AS w ON w.schemaname = n.nspname AND w.tablename = c.relname
    WHERE c.relkind = 'r'
    ORDER BY 6 DESC NULLS LAST, t.n_dead_tup DESC;
END
$function$;
COMMENT ON FUNCTION hera.table_bloat() IS 'Tables with their dead rows and wasted space.';
ALTER FUNCTION hera.table_bloat() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.table_bloat() TO hera_admin;
