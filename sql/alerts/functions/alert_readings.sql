CREATE FUNCTION hera_internal.alert_readings()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Everything that alerts judge, measured now. NULL is unknown, Infinity what no rule finds wrong. Changes nothing.
BEGIN
    RETURN QUERY
    WITH measured AS MATERIALIZED (
        SELECT * FROM hera_internal.session_readings()
        UNION ALL SELECT * FROM hera_internal.host_readings()
        UNION ALL SELECT * FROM hera_internal.upkeep_readings()
        UNION ALL SELECT * FROM hera_internal.signal_readings()
        UNION ALL SELECT * FROM hera_internal.service_readings()
        UNION ALL SELECT * FROM hera_internal.raised_readings()
    )
    SELECT m.* FROM measured AS m
    UNION ALL
    SELECT 'readings_unknown', count(*)::numeric, coalesce(string_agg(m.reading, ', ' ORDER BY m.reading), 'all are known')
    FROM measured AS m
    WHERE m.value IS NULL AND EXISTS (
        SELECT FROM hera_internal.alert_rule AS r
        LEFT JOIN hera_internal.alert_override AS o ON o.name = r.name
        WHERE r.reading = m.reading AND coalesce(o.enabled, true)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.alert_readings() IS 'Everything that alerts judge, measured now.';
ALTER FUNCTION hera_internal.alert_readings() OWNER TO hera_owner;
