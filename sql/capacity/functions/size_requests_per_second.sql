CREATE FUNCTION hera.size_requests_per_second(
    p_documents_per_day numeric, p_busy_hours numeric DEFAULT 8, p_peak_factor numeric DEFAULT 3
)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Requests per second at the peak: the average over the busy hours, times the peak factor.
BEGIN
    RETURN round(
        p_documents_per_day / (p_busy_hours * 3600) * p_peak_factor, 3
    );
END
$function$;
COMMENT ON FUNCTION hera.size_requests_per_second(numeric, numeric, numeric) IS 'Requests per second at the peak of a day.';
ALTER FUNCTION hera.size_requests_per_second(numeric, numeric, numeric) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.size_requests_per_second(numeric, numeric, numeric) TO hera_admin;
