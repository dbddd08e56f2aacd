CREATE FUNCTION hera.connections_by_pool()
RETURNS TABLE (
    login text, pool text, connections bigint, active bigint, idle bigint, idle_in_transaction bigint, waiting bigint,
    oldest_transaction_seconds numeric
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Connections of clients by login and application_name, which is what a pool is seen by. Where hera_owner may not see other
-- sessions, their states are NULL.
DECLARE
    v_sees constant boolean := hera_internal.sees_sessions();
BEGIN
    RETURN QUERY
    SELECT a.usename::text, coalesce(nullif(a.application_name, ''), '-'), count(*),
        CASE WHEN v_sees THEN count(*) FILTER (WHERE a.state = 'active') END,
        CASE WHEN v_sees THEN count(*) FILTER (WHERE a.state = 'idle') END,
        CASE WHEN v_sees THEN count(*) FILTER (WHERE a.state LIKE 'idle in transaction%') END,
        CASE WHEN v_sees THEN count(*) FILTER (WHERE a.wait_event_type = 'Lock') END,
        CASE WHEN v_sees THEN round(extract(epoch FROM max(clock_timestamp() - a.xact_start)), 1) END
    FROM pg_stat_activity AS a
    WHERE a.usename IS NOT NULL AND coalesce(a.backend_type, 'client backend') = 'client backend'
    GROUP BY 1, 2
    ORDER BY 3 DESC, 1, 2;
END
$function$;
COMMENT ON FUNCTION hera.connections_by_pool() IS 'Connections by login and application.';
ALTER FUNCTION hera.connections_by_pool() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.connections_by_pool() TO hera_admin;
