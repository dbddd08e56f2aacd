CREATE FUNCTION hera.evaluate_alerts()
RETURNS TABLE (name text, severity text, state text, value numeric, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Samples, judges every rule and remembers since when it is wrong; the job evaluate_alerts does it each minute. Returns what
-- began to fire (firing) and what ended (cleared) with it, which is kept as long as the retention class alerts says. An alert
-- whose reading becomes unknown is not cleared. Locks the states until COMMIT, so that two runs tell of a change once.
BEGIN
    LOCK TABLE hera_internal.alert_state IN SHARE ROW EXCLUSIVE MODE;
    PERFORM hera_internal.sample_signals();
    RETURN QUERY
    WITH judged AS MATERIALIZED (
        SELECT j.* FROM hera_internal.judge_alerts() AS j
    ), gone AS (
        DELETE FROM hera_internal.alert_state AS s WHERE NOT EXISTS (SELECT FROM judged AS j WHERE j.name = s.name)
    ), remembered AS (
        INSERT INTO hera_internal.alert_state AS s (name, state, value, breached_since, changed_at, evaluated_at)
        SELECT j.name, j.state, j.value, j.breached_since, clock_timestamp(), clock_timestamp() FROM judged AS j
        ON CONFLICT ON CONSTRAINT alert_state_pk DO UPDATE
        SET state = excluded.state, value = excluded.value, breached_since = excluded.breached_since,
            changed_at = CASE WHEN s.state = excluded.state THEN s.changed_at ELSE excluded.changed_at END,
            evaluated_at = excluded.evaluated_at
    ), told AS (
        SELECT DISTINCT ON (e.name) e.name, e.state FROM hera_internal.alert_event AS e ORDER BY e.name, e.id DESC
    ), event AS (
        INSERT INTO hera_internal.alert_event AS e (name, state, value, detail, at)
        SELECT j.name, CASE j.state WHEN 'firing' THEN 'firing' ELSE 'cleared' END, j.value, coalesce(j.detail, ''),
            clock_timestamp()
        FROM judged AS j
        LEFT JOIN told AS t ON t.name = j.name
        WHERE (j.state = 'firing' AND t.state IS DISTINCT FROM 'firing') OR (j.state = 'ok' AND t.state = 'firing')
        RETURNING e.name, e.state, e.value, e.detail
    )
    SELECT e.name, j.severity, e.state, e.value, e.detail
    FROM event AS e INNER JOIN judged AS j ON j.name = e.name
    ORDER BY j.severity, j.ordinal;
END
$function$;
COMMENT ON FUNCTION hera.evaluate_alerts() IS 'Judges every alert rule and remembers since when it is wrong.';
ALTER FUNCTION hera.evaluate_alerts() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.evaluate_alerts() TO hera_admin;
