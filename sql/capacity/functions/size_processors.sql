CREATE FUNCTION hera.size_processors(
    p_requests_per_second numeric, p_cpu_seconds_per_request numeric DEFAULT 0.0025,
    p_utilisation numeric DEFAULT 0.6
)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Processors: seconds of processor time asked for in a second, over the share of them that may be in use.
BEGIN
    RETURN greatest(1, ceil(
        p_requests_per_second * p_cpu_seconds_per_request / p_utilisation
    ));
END
$function$;
COMMENT ON FUNCTION hera.size_processors(numeric, numeric, numeric) IS 'Processors for so many requests per second.';
ALTER FUNCTION hera.size_processors(numeric, numeric, numeric) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.size_processors(numeric, numeric, numeric) TO hera_admin;
