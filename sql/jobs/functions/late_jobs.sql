CREATE FUNCTION hera_internal.late_jobs()
RETURNS TABLE (name text, period interval, last_done_at timestamptz, late interval)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Jobs that are switched on and were not done for twice their period and a minute: one period is the schedule itself. late
-- is what has passed beyond that; NULL for a job that was never done.
BEGIN
    RETURN QUERY
    SELECT j.name, p.period, d.started_at, clock_timestamp() - d.started_at - 2 * p.period - interval '1 minute'
    FROM hera_internal.job AS j
    LEFT JOIN hera_internal.job_schedule AS s ON s.name = j.name
    CROSS JOIN LATERAL (SELECT coalesce(s.period, j.period) AS period) AS p
    LEFT JOIN LATERAL (
        SELECT h.started_at FROM hera_internal.job_run AS h
        WHERE h.name = j.name AND h.outcome = 'done'
        ORDER BY h.started_at DESC
        LIMIT 1
    ) AS d ON true
    WHERE coalesce(s.enabled, true)
        AND coalesce(d.started_at <= clock_timestamp() - 2 * p.period - interval '1 minute', true)
    ORDER BY j.name;
END
$function$;
COMMENT ON FUNCTION hera_internal.late_jobs() IS 'Jobs that were not done for twice their period.';
ALTER FUNCTION hera_internal.late_jobs() OWNER TO hera_owner;
