CREATE FUNCTION hera_internal.raised_readings()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Alerts that HERA raised and that are open, by the rule of their code; those without one are raised_other.
BEGIN
    RETURN QUERY
    WITH open AS (
        SELECT coalesce(r.reading, 'raised_other') AS reading, a.subject
        FROM hera_internal.alert AS a
        LEFT JOIN hera_internal.alert_rule AS r ON r.code = a.code
        WHERE a.cleared_at IS NULL
    )
    SELECT r.reading, count(o.subject)::numeric, coalesce(left(string_agg(o.subject, ', '), 500), 'none is open')
    FROM (
        SELECT x.reading FROM hera_internal.alert_rule AS x WHERE x.unit = 'alerts' GROUP BY x.reading
    ) AS r
    LEFT JOIN open AS o ON o.reading = r.reading
    GROUP BY r.reading;
END
$function$;
COMMENT ON FUNCTION hera_internal.raised_readings() IS 'Readings of alerts that HERA raised.';
ALTER FUNCTION hera_internal.raised_readings() OWNER TO hera_owner;
