CREATE FUNCTION hera_internal.stage_times(p_times timestamptz[])
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Milliseconds of the stages of a request, from the clock at their borders.
BEGIN
    RETURN jsonb_build_object(
        'validate', round(extract(epoch FROM p_times[2] - p_times[1]) * 1000, 3),
        'classify', round(extract(epoch FROM p_times[3] - p_times[2]) * 1000, 3),
        'post', round(extract(epoch FROM p_times[4] - p_times[3]) * 1000, 3)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.stage_times(timestamptz[]) IS 'Milliseconds per stage.';
