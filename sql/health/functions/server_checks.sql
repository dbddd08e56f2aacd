CREATE FUNCTION hera_internal.server_checks()
RETURNS TABLE (kind text, name text, severity text, ok boolean, value text, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What of the server itself can stop or slow HERA. Only reads, and only what a standby can read too. ok is NULL where
-- something cannot be known: that is not green.
DECLARE
    v_lag interval;
BEGIN
    RETURN QUERY SELECT 'liveness', 'server', 'critical', true,
        CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE 'primary' END,
        format('up since %s', pg_postmaster_start_time());
    RETURN QUERY SELECT 'readiness', 'connections',
        CASE WHEN c.connections > 0.95 * c.connection_limit THEN 'critical' ELSE 'warning' END,
        c.connections <= 0.8 * c.connection_limit, c.connections::text,
        format('%s of %s connections are in use', c.connections, c.connection_limit)
    FROM hera_internal.connection_use() AS c;
    RETURN QUERY SELECT 'detailed', 'transaction age', 'warning',
        CASE WHEN hera_internal.sees_sessions() THEN coalesce(max(x.age) < interval '15 minutes', true) END,
        coalesce(round(extract(epoch FROM max(x.age)))::text, '0'), CASE
            WHEN hera_internal.sees_sessions()
                THEN format('the oldest transaction is %s s old', coalesce(round(extract(epoch FROM max(x.age))), 0))
            ELSE 'hera_owner may not see other sessions: GRANT pg_read_all_stats TO hera_owner'
        END
    FROM (
        SELECT clock_timestamp() - a.xact_start AS age FROM pg_stat_activity AS a
        WHERE a.backend_type = 'client backend' AND a.xact_start IS NOT NULL
    ) AS x;
    RETURN QUERY SELECT 'detailed', 'wraparound', CASE WHEN x.age > 1500000000 THEN 'critical' ELSE 'warning' END,
        x.age < 1000000000, x.age::text, format('the oldest row is %s transactions old; 2,147,483,648 is the end', x.age)
    FROM (SELECT age(d.datfrozenxid) AS age FROM pg_database AS d WHERE d.datname = current_database()) AS x;
    IF pg_is_in_recovery() THEN
        v_lag := clock_timestamp() - pg_last_xact_replay_timestamp();
        RETURN QUERY SELECT 'readiness', 'replication', 'warning', v_lag < interval '1 minute',
            round(extract(epoch FROM v_lag), 1)::text,
            coalesce(format('the last transaction was replayed %s s after it was done', round(extract(epoch FROM v_lag), 1)),
                'nothing was replayed yet');
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.server_checks() IS 'Health of the server as far as HERA depends on it.';
ALTER FUNCTION hera_internal.server_checks() OWNER TO hera_owner;
