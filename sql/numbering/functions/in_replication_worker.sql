CREATE FUNCTION hera_internal.in_replication_worker()
RETURNS boolean
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether rows come from a server that has checked and numbered them: such a worker runs with that role and is listed
-- with its subscription. pg_stat_activity would not tell: it hides the sessions of a superuser from the owner of this.
BEGIN
    RETURN current_setting('session_replication_role') = 'replica' AND EXISTS (
        SELECT FROM pg_stat_get_subscription(NULL) AS s WHERE s.pid = pg_backend_pid()
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.in_replication_worker() IS 'Whether this session applies changes of another server.';
ALTER FUNCTION hera_internal.in_replication_worker() OWNER TO hera_owner;
