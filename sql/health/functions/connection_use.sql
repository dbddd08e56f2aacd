CREATE FUNCTION hera_internal.connection_use()
RETURNS TABLE (connections integer, connection_limit integer)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Client connections in use, and how many there may be of callers who are no superusers. Counted by database: of sessions of
-- others pg_stat_activity hides what they are from whoever may not read all statistics.
BEGIN
    RETURN QUERY
    SELECT sum(d.numbackends)::integer,
        current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
    FROM pg_stat_database AS d;
END
$function$;
COMMENT ON FUNCTION hera_internal.connection_use() IS 'Client connections in use, and how many there may be.';
ALTER FUNCTION hera_internal.connection_use() OWNER TO hera_owner;
