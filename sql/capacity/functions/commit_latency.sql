CREATE FUNCTION hera_internal.commit_latency()
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Milliseconds that one sync of the write-ahead log took on average, since the statistics of the server began; NULL where
-- the server does not measure. PostgreSQL 18 moved the figures.
DECLARE
    v_query text := CASE
        WHEN current_setting('server_version_num')::integer >= 180000
            THEN 'SELECT round((sum(i.fsync_time) / nullif(sum(i.fsyncs), 0))::numeric, 3)'
                ' FROM pg_catalog.pg_stat_io AS i WHERE i.object = ''wal'' AND i.fsync_time > 0'
        ELSE 'SELECT round((w.wal_sync_time / nullif(w.wal_sync, 0))::numeric, 3)'
            ' FROM pg_catalog.pg_stat_wal AS w WHERE w.wal_sync_time > 0'
    END;
    v_latency numeric;
BEGIN
    EXECUTE v_query INTO v_latency;
    RETURN v_latency;
END
$function$;
COMMENT ON FUNCTION hera_internal.commit_latency() IS 'Milliseconds that one sync of the write-ahead log takes on average.';
ALTER FUNCTION hera_internal.commit_latency() OWNER TO hera_owner;
