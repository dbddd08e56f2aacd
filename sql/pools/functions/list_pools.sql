CREATE FUNCTION hera.list_pools()
RETURNS TABLE (
    name text, role text, member_of text, pool_mode text, pool_size integer, connection_limit integer,
    connections bigint, can_log_in boolean, statement_timeout integer, lock_timeout integer,
    idle_in_transaction_session_timeout integer, description text
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The pools, how many connections each has now, and whether its role may log in; timeouts in milliseconds. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.list_pools');
    RETURN QUERY
    SELECT p.name, p.role, p.member_of, p.pool_mode, p.pool_size, p.connection_limit, (
        SELECT count(*) FROM pg_stat_activity AS a WHERE a.usename = p.role
    ), coalesce(r.rolcanlogin, false), p.statement_timeout, p.lock_timeout, p.idle_in_transaction_session_timeout,
        p.description
    FROM hera_internal.pool AS p
    LEFT JOIN pg_roles AS r ON r.rolname = p.role
    ORDER BY p.name;
END
$function$;
COMMENT ON FUNCTION hera.list_pools() IS 'Pools of connections with their limits and what they use.';
ALTER FUNCTION hera.list_pools() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_pools() TO hera_admin;
