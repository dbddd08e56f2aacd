CREATE FUNCTION hera_internal.reading_samples()
RETURNS TABLE (metric text, labels text, value numeric)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What alerts judge and no other metric says; what is unknown is left out.
BEGIN
    RETURN QUERY
    SELECT 'hera_alert_reading', format('name="%s"', r.reading), r.value
    FROM hera_internal.alert_readings() AS r
    WHERE r.value < 'Infinity' AND r.reading NOT LIKE '%\_burn\_%'
    UNION ALL
    SELECT 'hera_burn_rate', format('level="%s",window="%s"', b.level, b.span), b.burn
    FROM hera_internal.burn_rates() AS b
    WHERE b.burn IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.reading_samples() IS 'Metrics that alerts judge.';
ALTER FUNCTION hera_internal.reading_samples() OWNER TO hera_owner;
