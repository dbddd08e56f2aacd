CREATE FUNCTION hera.pause_job(p_name text, p_paused boolean DEFAULT true)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Switches a job off, or on again, and leaves its period as it is. Raises AUTHZ_001 and VAL_010.
BEGIN
    PERFORM hera_internal.require_job(p_name);
    PERFORM hera.schedule_job(
        p_name, (SELECT s.period FROM hera_internal.job_schedule AS s WHERE s.name = p_name), NOT p_paused
    );
END
$function$;
COMMENT ON FUNCTION hera.pause_job(text, boolean) IS 'Switches a job off, or on again.';
ALTER FUNCTION hera.pause_job(text, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.pause_job(text, boolean) TO hera_admin;
