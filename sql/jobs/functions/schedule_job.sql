CREATE FUNCTION hera.schedule_job(p_name text, p_period interval DEFAULT NULL, p_enabled boolean DEFAULT true)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Changes when hera run does a job; NULL is the period that the job came with. Raises AUTHZ_001, and VAL_010 for an
-- unknown job or a period under a second.
BEGIN
    PERFORM hera_internal.require_job(p_name);
    PERFORM hera_internal.require_known('p_name', p_name, p_name IS NOT NULL);
    PERFORM hera_internal.require_known('p_period', p_period::text, p_period IS NULL OR p_period >= interval '1 second', 'one second or more');
    DELETE FROM hera_internal.job_schedule AS s WHERE s.name = p_name;
    INSERT INTO hera_internal.job_schedule (name, period, enabled, changed_at, changed_by)
    VALUES (p_name, p_period, p_enabled, clock_timestamp(), hera_internal.caller_name());
    PERFORM hera_internal.write_platform_leaf(
        'job.scheduled', NULL, jsonb_build_object('name', p_name, 'period', p_period, 'enabled', p_enabled)
    );
END
$function$;
COMMENT ON FUNCTION hera.schedule_job(text, interval, boolean) IS 'Changes the schedule of a job.';
ALTER FUNCTION hera.schedule_job(text, interval, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.schedule_job(text, interval, boolean) TO hera_admin;
