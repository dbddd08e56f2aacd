CREATE FUNCTION hera.size_connections(
    p_requests_per_second numeric, p_seconds_per_request numeric, p_headroom numeric DEFAULT 2
)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Connections in use at once are requests per second times seconds per request (Little 1961), and headroom.
BEGIN
    RETURN greatest(1, ceil(
        p_requests_per_second * p_seconds_per_request * p_headroom
    ));
END
$function$;
COMMENT ON FUNCTION hera.size_connections(numeric, numeric, numeric) IS 'Connections of a pool in transaction mode, by the law of Little.';
ALTER FUNCTION hera.size_connections(numeric, numeric, numeric) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.size_connections(numeric, numeric, numeric) TO hera_admin;
