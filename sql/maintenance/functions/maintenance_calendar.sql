CREATE FUNCTION hera.maintenance_calendar()
RETURNS TABLE (name text, period interval, last_done timestamptz, due_at timestamptz, status text, command text, description text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Work that an installation needs in the long run, with the day from which it is due: overdue when that is longer ago than
-- a quarter of the period. What was never done is due at once. Statements of the window, verifications, seals and archives
-- are known from what they record; the rest is told by hera.record_work. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.maintenance_calendar');
    RETURN QUERY
    SELECT w.name, w.period, d.done_at, coalesce(d.done_at + w.period, now()), CASE
        WHEN d.done_at IS NULL THEN 'due'
        WHEN d.done_at + w.period * 1.25 < now() THEN 'overdue'
        WHEN d.done_at + w.period < now() THEN 'due'
        ELSE 'done'
    END, w.command, w.description
    FROM hera_internal.planned_work AS w
    CROSS JOIN LATERAL (
        SELECT greatest(
            (SELECT max(x.done_at) FROM hera_internal.work_done AS x WHERE x.name = w.name),
            CASE w.name
                WHEN 'maintenance window' THEN (
                    SELECT max(r.ended_at) FROM hera_internal.maintenance_run AS r WHERE r.outcome = 'done'
                )
                WHEN 'archive' THEN (SELECT max(a.detached_at) FROM hera_internal.archived_month AS a)
            END
        ) AS done_at
    ) AS d
    ORDER BY w.ordinal;
END
$function$;
COMMENT ON FUNCTION hera.maintenance_calendar() IS 'Calendar of planned work with what is due.';
ALTER FUNCTION hera.maintenance_calendar() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.maintenance_calendar() TO hera_admin;
