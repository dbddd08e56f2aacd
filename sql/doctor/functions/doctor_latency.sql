CREATE FUNCTION hera_internal.doctor_latency()
RETURNS TABLE (check_name text, state text, evidence text, cause text, command text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why requests may be slow.
DECLARE
    v_p95 numeric;
    v_slow text;
    v_installed boolean := EXISTS (
        SELECT FROM pg_extension AS e
        WHERE e.extname = 'pg_stat_statements' AND has_schema_privilege(e.extnamespace, 'USAGE')
    );
BEGIN
    SELECT w.p95_ms INTO v_p95 FROM hera_internal.service_window(clock_timestamp() - interval '1 hour', clock_timestamp()) AS w;
    RETURN QUERY SELECT 'request time', CASE WHEN v_p95 > 1000 THEN 'critical' WHEN v_p95 > 500 THEN 'warning' WHEN v_p95 IS NULL
        THEN 'unknown' ELSE 'ok' END, coalesce(v_p95 || ' ms is the 95th percentile of an hour', 'no request was sampled in an hour'),
        'see the findings below; else the machine', 'SELECT * FROM hera_internal.slow_query;';
    SELECT string_agg(format('%s ms x %s: %s', s.mean_ms, s.calls, left(regexp_replace(s.query, '\s+', ' ', 'g'), 60)), '; ')
    INTO v_slow
    FROM (SELECT q.* FROM hera.slow_queries() AS q WHERE q.mean_ms > 250 LIMIT 3) AS s;
    RETURN QUERY SELECT 'slow statements', CASE WHEN NOT v_installed THEN 'unknown' WHEN v_slow IS NULL THEN 'ok' ELSE 'warning' END,
        CASE WHEN v_installed THEN coalesce(v_slow, 'none takes 250 ms on average') ELSE 'pg_stat_statements is not installed, or not in a schema that hera_owner may use' END,
        'statements that read much, or wait', CASE WHEN v_installed THEN 'SELECT * FROM hera_internal.slow_query;'
            ELSE 'ALTER SYSTEM SET shared_preload_libraries = ''pg_stat_statements''; restart; CREATE EXTENSION pg_stat_statements;' END;
    RETURN QUERY SELECT 'memory', CASE WHEN r.value < 0.9 THEN 'warning' ELSE 'ok' END, r.detail,
        'shared_buffers is smaller than what is read often', 'ALTER SYSTEM SET shared_buffers = ''25 % of the memory'';'
    FROM hera_internal.host_readings() AS r WHERE r.reading = 'cache_hit_share';
    RETURN QUERY SELECT 'dead rows', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(string_agg(format('%s: %s dead', b.table_name, b.dead_rows), '; '), 'no table has a fifth of its rows dead'),
        'VACUUM does not get through: a long transaction, or autovacuum is too slow',
        coalesce(string_agg('VACUUM (ANALYZE) ' || b.table_name || ';', ' '), 'none')
    FROM (
        SELECT t.* FROM hera.table_bloat() AS t WHERE t.dead_rows > 10000 AND t.dead_share > 0.2 LIMIT 5
    ) AS b;
    RETURN QUERY SELECT 'write-ahead log', CASE WHEN c.forced > c.timed AND c.forced > 10 THEN 'warning' ELSE 'ok' END,
        format('%s checkpoints on schedule, %s because max_wal_size was reached', c.timed, c.forced),
        'max_wal_size is too small: pages are written more often', 'ALTER SYSTEM SET max_wal_size = ''4GB'';'
    FROM hera_internal.checkpoint_counts() AS c;
END
$function$;
COMMENT ON FUNCTION hera_internal.doctor_latency() IS 'Why requests may be slow.';
ALTER FUNCTION hera_internal.doctor_latency() OWNER TO hera_owner;
