CREATE FUNCTION hera.cron_jobs(p_seconds boolean DEFAULT true)
RETURNS TABLE (name text, schedule text, command text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every job as pg_cron takes it; command is NULL for a job in Python, which only hera run can do. p_seconds: whether that
-- pg_cron knows schedules in seconds. Raises AUTHZ_001.
BEGIN
    RETURN QUERY
    SELECT j.name, hera_internal.cron_schedule(j.name, j.period, p_seconds),
        CASE j.language WHEN 'sql' THEN format('SELECT hera.run_job(%L, ''pg_cron'', true)', j.name) END
    FROM hera.list_jobs() AS j;
END
$function$;
COMMENT ON FUNCTION hera.cron_jobs(boolean) IS 'Jobs as pg_cron takes them.';
ALTER FUNCTION hera.cron_jobs(boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.cron_jobs(boolean) TO hera_admin;
