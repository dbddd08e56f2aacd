CREATE FUNCTION hera.morning()
RETURNS TABLE (
    section text, check_name text, state text, value numeric, unit text, threshold numeric, detail text, runbook text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- One page: system, jobs, errors, capacity, security, backups. Of the rules of one reading the worst is shown; an alert that
-- does not last long enough to fire is a warning. unknown is not ok. Only reads; the books are what hera.verify() is for.
BEGIN
    RETURN QUERY
    WITH judged AS (
        SELECT j.*, regexp_replace(j.reading, '_burn_(fast|slow|trend)$', '_budget') AS shown,
            CASE j.state WHEN 'firing' THEN j.severity WHEN 'pending' THEN 'warning' ELSE j.state END AS morning_state
        FROM hera_internal.judge_alerts() AS j
    ), worst AS (
        SELECT DISTINCT ON (j.shown) j.* FROM judged AS j
        ORDER BY j.shown, array_position('{critical,warning,unknown,ok}'::text[], j.morning_state), j.ordinal
    ), page AS (
        SELECT w.section, w.shown AS check_name, w.morning_state AS state, nullif(w.value, 'Infinity') AS value, w.unit,
            w.threshold, w.detail, w.runbook
        FROM worst AS w
        UNION ALL
        SELECT f.* FROM hera_internal.morning_facts() AS f
    )
    SELECT p.* FROM page AS p
    ORDER BY array_position('{system,jobs,errors,capacity,security,backups}'::text[], p.section),
        array_position('{critical,warning,unknown,ok}'::text[], p.state), p.check_name;
END
$function$;
COMMENT ON FUNCTION hera.morning() IS 'What to look at in the morning: system, jobs, errors, capacity, security, backups.';
ALTER FUNCTION hera.morning() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.morning() TO hera_admin;
