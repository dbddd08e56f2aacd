CREATE FUNCTION hera.size_requests_per_second(
    p_documents_per_day numeric, p_busy_hours numeric DEFAULT 8, p_peak_factor numeric DEFAULT 3
)
RETURNS numeric
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Requests per second at the peak: the average over the busy hours, times the peak factor. Raises VAL_010.
BEGIN
    PERFORM hera_internal.require_sizes(
        ARRAY['p_documents_per_day', 'p_peak_factor', 'p_busy_hours'],
        ARRAY[p_documents_per_day, p_peak_factor, p_busy_hours], p_busy_hours
    );
    RETURN round(
        p_documents_per_day / (p_busy_hours * 3600) * p_peak_factor, 3
    );
END
$function$;
COMMENT ON FUNCTION hera.size_requests_per_second(numeric, numeric, numeric) IS 'Requests per second at the peak of a day.';
ALTER FUNCTION hera.size_requests_per_second(numeric, numeric, numeric) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.size_requests_per_second(numeric, numeric, numeric) TO hera_admin;
