CREATE FUNCTION hera.index_usage()
RETURNS TABLE (
    table_name text, index_name text, bytes bigint, scans bigint, rows_read bigint, is_constraint boolean, is_valid boolean
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Indexes of HERA, those that are scanned least and take most first. One that enforces a constraint is needed unscanned.
BEGIN
    RETURN QUERY
    SELECT s.relid::regclass::text, s.indexrelid::regclass::text, pg_relation_size(s.indexrelid), s.idx_scan, s.idx_tup_read,
        i.indisunique OR i.indisprimary OR i.indisexclusion, i.indisvalid
    FROM pg_stat_all_indexes AS s
    INNER JOIN pg_index AS i ON i.indexrelid = s.indexrelid
    WHERE s.schemaname IN ('hera', 'hera_internal')
    ORDER BY s.idx_scan, pg_relation_size(s.indexrelid) DESC, 2;
END
$function$;
COMMENT ON FUNCTION hera.index_usage() IS 'Indexes with how often they are used.';
ALTER FUNCTION hera.index_usage() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.index_usage() TO hera_admin;
