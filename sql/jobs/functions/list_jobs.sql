CREATE FUNCTION hera.list_jobs()
RETURNS TABLE (
    name text, description text, language text, call text, period interval, enabled boolean, last_started_at timestamptz,
    last_outcome text, due_at timestamptz, overdue boolean
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every job with its schedule and its last run, in the order in which jobs that are due together run. A job is due one
-- period after its last start; one that never ran, or whose time came while nobody ran jobs, is due at once and once.
-- Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_job(NULL);
    RETURN QUERY
    SELECT j.name, j.description, j.language, j.call, p.period, coalesce(s.enabled, true), r.started_at, r.outcome,
        coalesce(r.started_at + p.period, clock_timestamp()),
        coalesce(s.enabled, true) AND coalesce(r.started_at + p.period <= clock_timestamp(), true)
    FROM hera_internal.job AS j
    LEFT JOIN hera_internal.job_schedule AS s ON s.name = j.name
    CROSS JOIN LATERAL (SELECT coalesce(s.period, j.period) AS period) AS p
    LEFT JOIN LATERAL (
        SELECT h.started_at, h.outcome FROM hera_internal.job_run AS h
        WHERE h.name = j.name
        ORDER BY h.started_at DESC
        LIMIT 1
    ) AS r ON true
    ORDER BY j.ordinal, j.name;
END
$function$;
COMMENT ON FUNCTION hera.list_jobs() IS 'Jobs with their schedule and last run.';
ALTER FUNCTION hera.list_jobs() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_jobs() TO hera_admin;
