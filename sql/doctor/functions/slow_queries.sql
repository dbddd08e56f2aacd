CREATE FUNCTION hera.slow_queries()
RETURNS TABLE (query text, calls bigint, mean_ms numeric, total_ms numeric, max_ms numeric, row_count bigint, hit_share numeric)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The 50 statements of this database that took most time, from pg_stat_statements; no rows where it is not installed. It is an
-- extension in a schema of the installation's choice, so its name is put together here.
DECLARE
    v_schema name;
BEGIN
    SELECT n.nspname INTO v_schema
    FROM pg_extension AS e INNER JOIN pg_namespace AS n ON n.oid = e.extnamespace
    WHERE e.extname = 'pg_stat_statements';
    -- Of a schema that may not be used nothing may be asked by name.
    IF v_schema IS NULL OR NOT has_schema_privilege(v_schema, 'USAGE') THEN
        RETURN;
    END IF;
    FOR query, calls, mean_ms, total_ms, max_ms, row_count, hit_share IN EXECUTE format(
        'SELECT left(s.query, 1000), s.calls, round(s.mean_exec_time::numeric, 3), round(s.total_exec_time::numeric, 1),'
        ' round(s.max_exec_time::numeric, 3), s.rows,'
        ' round(s.shared_blks_hit / nullif(s.shared_blks_hit + s.shared_blks_read, 0)::numeric, 4)'
        ' FROM %I.pg_stat_statements AS s'
        ' WHERE s.dbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())'
        ' ORDER BY s.total_exec_time DESC LIMIT 50', v_schema
    ) LOOP
        RETURN NEXT;
    END LOOP;
EXCEPTION
    -- Installed, not loaded: shared_preload_libraries does not name it.
    WHEN object_not_in_prerequisite_state THEN
        RETURN;
END
$function$;
COMMENT ON FUNCTION hera.slow_queries() IS 'Statements that took most time.';
ALTER FUNCTION hera.slow_queries() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.slow_queries() TO hera_admin;
