CREATE FUNCTION hera.unused_indexes()
RETURNS TABLE (index_name text, table_name text, bytes bigint, scans bigint, counted_since timestamptz)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Indexes that nothing has read since the statistics of the server began and that no constraint needs, partitions added
-- up; dropping one saves its bytes and a part of every insert. HERA's own are for rare questions: ask before. Raises
-- AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_admin('hera.unused_indexes');
    RETURN QUERY
    SELECT x.root::regclass::text, min(i.indrelid)::regclass::text, sum(pg_relation_size(x.indexrelid))::bigint, 0::bigint, (
        SELECT d.stats_reset FROM pg_stat_database AS d WHERE d.datname = current_database()
    )
    FROM (
        SELECT s.indexrelid, s.idx_scan, coalesce(pg_partition_root(s.indexrelid)::oid, s.indexrelid) AS root
        FROM pg_stat_all_indexes AS s
        WHERE s.schemaname IN ('hera', 'hera_internal')
    ) AS x
    JOIN pg_index AS i ON i.indexrelid = x.root
    WHERE NOT i.indisunique AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conindid = x.root)
    GROUP BY x.root
    HAVING sum(x.idx_scan) = 0
    ORDER BY 3 DESC, 1;
END
$function$;
COMMENT ON FUNCTION hera.unused_indexes() IS 'Indexes that nothing has read, and what they take.';
ALTER FUNCTION hera.unused_indexes() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.unused_indexes() TO hera_admin;
