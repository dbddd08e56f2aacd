CREATE FUNCTION hera_internal.in_replication_worker()
RETURNS boolean
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether rows come from a server that has checked and numbered them. Only such a worker runs with that role and that
-- type; a session that sets the role itself is none.
BEGIN
    RETURN current_setting('session_replication_role') = 'replica' AND EXISTS (
        SELECT FROM pg_stat_activity AS a
        WHERE a.pid = pg_backend_pid() AND a.backend_type LIKE 'logical replication%worker'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.in_replication_worker() IS 'Whether this session applies changes of another server.';
ALTER FUNCTION hera_internal.in_replication_worker() OWNER TO hera_owner;
