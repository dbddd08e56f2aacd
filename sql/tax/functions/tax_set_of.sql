CREATE FUNCTION hera_internal.tax_set_of(p_chart text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The packaged tax codes that fit a chart: those of its country, else those without rates.
BEGIN
    RETURN (
        SELECT CASE WHEN c.country = 'GB' THEN 'uk' ELSE 'generic' END FROM hera_internal.chart AS c WHERE c.code = p_chart
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.tax_set_of(text) IS 'Packaged tax codes that fit a chart.';
