CREATE FUNCTION hera.alerts()
RETURNS TABLE (
    name text, severity text, state text, value numeric, threshold numeric, unit text, since timestamptz, detail text,
    runbook text, tier integer, section text, organization_id uuid, code text, subject text, raised_at timestamptz
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- What is wrong first. For a member of hera_admin every rule with its state: ok, pending (wrong, not for long enough), firing,
-- or unknown: what cannot be measured is never ok. An alert that HERA itself raised for an organization is a row of its own,
-- firing, with organization_id, code, subject and raised_at; others than hera_admin see those of their organizations only.
-- Only reads: it answers on a standby and in a read-only transaction.
BEGIN
    RETURN QUERY
    WITH raised AS MATERIALIZED (
        SELECT a.*, coalesce(r.name, 'raised_other') AS rule FROM hera_internal.raised_alerts() AS a
        LEFT JOIN hera_internal.alert_rule AS r ON r.code = a.code
    ), judged AS MATERIALIZED (
        SELECT j.* FROM hera_internal.judge_alerts() AS j
        WHERE hera_internal.is_admin() AND NOT EXISTS (SELECT FROM raised AS a WHERE a.rule = j.name)
    ), shown AS (
        SELECT j.name, j.severity, j.state, nullif(j.value, 'Infinity') AS value, j.threshold, j.unit, j.breached_since AS since,
            j.detail, j.runbook, j.tier::integer, j.section, NULL::uuid AS organization_id,
            CASE WHEN j.state = 'firing' THEN coalesce(j.code, j.name) END AS code, NULL::text AS subject,
            CASE WHEN j.state = 'firing' THEN j.breached_since + j.hold END AS raised_at, j.ordinal
        FROM judged AS j
        UNION ALL
        SELECT r.name, r.severity, 'firing', 1, r.threshold, r.unit, a.raised_at, a.detail, r.runbook, r.tier, r.section,
            a.organization_id, a.code, a.subject, a.raised_at, r.ordinal
        FROM raised AS a
        INNER JOIN hera_internal.alert_rule AS r ON r.name = a.rule
    )
    SELECT s.name, s.severity, s.state, s.value, s.threshold, s.unit, s.since, s.detail, s.runbook, s.tier, s.section,
        s.organization_id, s.code, s.subject, s.raised_at
    FROM shown AS s
    ORDER BY array_position('{firing,pending,unknown,ok}'::text[], s.state), s.severity, s.ordinal, s.raised_at DESC;
END
$function$;
COMMENT ON FUNCTION hera.alerts() IS 'Alerts with their state.';
ALTER FUNCTION hera.alerts() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.alerts() TO hera_app, hera_admin;
