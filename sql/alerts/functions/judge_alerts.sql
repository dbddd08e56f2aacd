CREATE FUNCTION hera_internal.judge_alerts()
RETURNS TABLE (
    name text, ordinal smallint, reading text, section text, tier smallint, severity text, state text, value numeric,
    comparison text, threshold numeric, unit text, hold interval, breached_since timestamptz, code text, detail text, summary text,
    runbook text
)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Each rule that is enabled with its reading now. Since when it is wrong is remembered from the last run of evaluate_alerts,
-- so that what is wrong for long enough fires whoever asks. Changes nothing.
DECLARE
    v_now constant timestamptz := clock_timestamp();
BEGIN
    RETURN QUERY
    WITH judged AS MATERIALIZED (
        SELECT r.name, r.ordinal, r.reading, r.section, r.tier, r.severity, m.value, r.comparison,
            coalesce(o.threshold, r.threshold) AS threshold, r.unit, coalesce(o.hold, r.hold) AS hold, s.breached_since, r.code,
            m.detail, r.summary, r.runbook
        FROM hera_internal.alert_rule AS r
        LEFT JOIN hera_internal.alert_override AS o ON o.name = r.name
        LEFT JOIN hera_internal.alert_state AS s ON s.name = r.name
        LEFT JOIN hera_internal.alert_readings() AS m ON m.reading = r.reading
        WHERE coalesce(o.enabled, true)
    )
    SELECT j.name, j.ordinal, j.reading, j.section, j.tier, j.severity,
        CASE
            WHEN w.wrong IS NULL THEN 'unknown'
            WHEN NOT w.wrong THEN 'ok'
            WHEN v_now - coalesce(j.breached_since, v_now) >= j.hold THEN 'firing'
            ELSE 'pending'
        END,
        j.value, j.comparison, j.threshold, j.unit, j.hold,
        -- What is unknown is neither over nor new.
        CASE WHEN w.wrong THEN coalesce(j.breached_since, v_now) WHEN w.wrong IS NULL THEN j.breached_since END,
        j.code, j.detail, j.summary, j.runbook
    FROM judged AS j
    CROSS JOIN LATERAL (
        SELECT CASE j.comparison WHEN '>' THEN j.value > j.threshold AND j.value < 'Infinity' ELSE j.value < j.threshold END AS wrong
    ) AS w;
END
$function$;
COMMENT ON FUNCTION hera_internal.judge_alerts() IS 'Rules of alerts with their readings now.';
ALTER FUNCTION hera_internal.judge_alerts() OWNER TO hera_owner;
