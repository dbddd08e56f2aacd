CREATE FUNCTION hera.retention_due()
RETURNS TABLE (month date, step text, due_on date, ready boolean, blockers text[])
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every month that is over with what comes next for it: archive, then export and drop, then, at the end of the period of
-- the archive, destroy the files; when that is due, and what is in the way. Documents and audit leaves leave together, so
-- the longest period holds. Raises AUTHZ_001.
DECLARE
    v_active integer;
    v_archived integer;
BEGIN
    PERFORM hera_internal.require_operator('hera.retention_due');
    SELECT max(r.active_months), max(r.archived_months) INTO v_active, v_archived FROM hera_internal.retention_in_force() AS r
    WHERE r.class IN ('transactions', 'audit');
    RETURN QUERY
    SELECT m.month, m.step, m.due_on, m.due_on <= (now() AT TIME ZONE 'UTC')::date AND m.blockers = '{}', m.blockers
    FROM (
        SELECT p.month, 'archive' AS step, (p.month + make_interval(months => v_active + 1))::date AS due_on,
            ARRAY(SELECT b.reason FROM hera_internal.archive_blockers(p.month) AS b (reason)) AS blockers
        FROM hera_internal.months_of('hera.universal_transactions') AS p (month)
        WHERE p.month + interval '1 month' <= now() AT TIME ZONE 'UTC'
            AND NOT EXISTS (SELECT FROM hera_internal.archived_month AS a WHERE a.month = p.month)
        UNION ALL
        SELECT a.month, CASE a.state WHEN 'dropped' THEN 'destroy' WHEN 'verified' THEN 'drop' ELSE 'export' END,
            CASE a.state
                WHEN 'dropped' THEN (a.month + make_interval(months => v_active + v_archived + 1))::date
                ELSE a.detached_at::date
            END,
            CASE WHEN a.state IN ('dropped', 'verified') THEN
                ARRAY(SELECT h.reason FROM hera_internal.holds_on(a.month) AS h (reason))
            ELSE '{}' END
        FROM hera_internal.archived_month AS a
    ) AS m
    ORDER BY m.month;
END
$function$;
COMMENT ON FUNCTION hera.retention_due() IS 'What retention asks for, month by month.';
ALTER FUNCTION hera.retention_due() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.retention_due() TO hera_admin;
