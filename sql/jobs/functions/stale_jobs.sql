CREATE FUNCTION hera.stale_jobs()
RETURNS TABLE (name text, period interval, last_done_at timestamptz, late interval)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Jobs that were not done for twice their period and a minute, with what has passed beyond that; late is NULL for one that
-- was never done. The job fails, or nobody runs jobs. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_job(NULL);
    RETURN QUERY SELECT l.name, l.period, l.last_done_at, l.late FROM hera_internal.late_jobs() AS l;
END
$function$;
COMMENT ON FUNCTION hera.stale_jobs() IS 'Jobs that were not done for twice their period.';
ALTER FUNCTION hera.stale_jobs() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.stale_jobs() TO hera_admin;
