CREATE FUNCTION hera_internal.service_readings()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Errors and durations of the last five minutes, and how fast error budgets burn. A time without requests has no errors;
-- one without samples is unknown. A budget burns when it does over the long window and over the short one, which ends the
-- alert soon after its cause.
DECLARE
    v_now constant timestamptz := clock_timestamp();
    v_window record;
BEGIN
    SELECT w.* INTO v_window FROM hera_internal.service_window(v_now - interval '5 minutes 10 seconds', v_now) AS w;
    RETURN QUERY SELECT 'error_share', CASE WHEN v_window.samples > 0 THEN round(coalesce(v_window.error_rate, 0), 4) END,
        CASE WHEN v_window.samples > 0 THEN format('%s of %s requests in 5 minutes', v_window.errors, v_window.requests)
            ELSE 'nothing was sampled' END;
    RETURN QUERY SELECT 'p95_seconds', CASE WHEN v_window.samples > 0 THEN round(coalesce(v_window.p95_ms, 0) / 1000, 4) END,
        CASE WHEN v_window.samples > 0 THEN format('%s ms in 5 minutes', coalesce(v_window.p95_ms, 0))
            ELSE 'nothing was sampled' END;
    RETURN QUERY
    WITH burn AS MATERIALIZED (SELECT b.* FROM hera_internal.burn_rates() AS b)
    SELECT format('%s_burn_%s', l.level, p.speed),
        CASE WHEN l.burn IS NOT NULL AND s.burn IS NOT NULL THEN least(l.burn, s.burn) END,
        CASE WHEN l.burn IS NULL OR s.burn IS NULL THEN 'nothing was sampled'
            ELSE format('%s times in %s, %s times in %s', l.burn, p.long_window, s.burn, p.short_window) END
    FROM (VALUES ('fast', '1h', '5m'), ('slow', '6h', '30m'), ('trend', '3d', '6h')) AS p (speed, long_window, short_window)
    INNER JOIN burn AS l ON l.span = p.long_window
    INNER JOIN burn AS s ON s.span = p.short_window AND s.level = l.level;
END
$function$;
COMMENT ON FUNCTION hera_internal.service_readings() IS 'Readings of requests and of error budgets.';
ALTER FUNCTION hera_internal.service_readings() OWNER TO hera_owner;
