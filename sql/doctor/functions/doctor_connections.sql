CREATE FUNCTION hera_internal.doctor_connections()
RETURNS TABLE (check_name text, state text, evidence text, cause text, command text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Who holds connections.
BEGIN
    RETURN QUERY SELECT 'connections', CASE WHEN r.value > 0.95 THEN 'critical' WHEN r.value > 0.8 THEN 'warning' ELSE 'ok' END,
        r.detail || ': ' || coalesce((
            SELECT string_agg(format('%s %s/%s', p.connections, p.login, p.pool), ', ')
            FROM (SELECT c.* FROM hera.connections_by_pool() AS c LIMIT 5) AS p
        ), 'none'), 'pools are larger than the server, or connections leak', 'SELECT * FROM hera_internal.connection_pool;'
    FROM hera_internal.session_readings() AS r WHERE r.reading = 'connections_share';
    RETURN QUERY SELECT 'idle in transaction',
        CASE WHEN NOT hera_internal.sees_sessions() THEN 'unknown' WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(string_agg(format('%s of %s for %s s', a.pid, a.usename, round(extract(epoch FROM clock_timestamp() - a.state_change))),
            '; '), CASE WHEN hera_internal.sees_sessions() THEN 'none for a minute' ELSE 'hera_owner may not see other sessions' END),
        'an application forgets COMMIT, or waits for something else meanwhile',
        coalesce(string_agg(format('SELECT pg_terminate_backend(%s);', a.pid), ' '), 'none')
    FROM pg_stat_activity AS a
    WHERE a.state LIKE 'idle in transaction%' AND a.state_change < clock_timestamp() - interval '1 minute';
    RETURN QUERY SELECT 'idle_in_transaction_session_timeout',
        CASE WHEN current_setting('idle_in_transaction_session_timeout') = '0' THEN 'warning' ELSE 'ok' END,
        'is ' || current_setting('idle_in_transaction_session_timeout'),
        'without it a forgotten transaction holds back VACUUM and sealing for ever',
        'ALTER ROLE application SET idle_in_transaction_session_timeout = ''1min'';';
END
$function$;
COMMENT ON FUNCTION hera_internal.doctor_connections() IS 'Who holds connections.';
ALTER FUNCTION hera_internal.doctor_connections() OWNER TO hera_owner;
