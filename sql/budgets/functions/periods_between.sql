CREATE FUNCTION hera_internal.periods_between(p_organization_id uuid, p_from date, p_to date)
RETURNS TABLE (period text, starts_on date, ends_on date)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The periods that begin from one day to another, without adjustment periods, which lie on days of these.
BEGIN
    RETURN QUERY
    SELECT p.period, p.starts_on, p.ends_on
    FROM generate_series(
        hera_internal.year_of(p_organization_id, p_from), hera_internal.year_of(p_organization_id, p_to)
    ) AS y
    CROSS JOIN LATERAL hera_internal.year_periods(p_organization_id, y) AS p
    WHERE NOT p.adjustment AND p.starts_on BETWEEN p_from AND p_to
    ORDER BY p.starts_on;
END
$function$;
COMMENT ON FUNCTION hera_internal.periods_between(uuid, date, date) IS 'Periods that begin from one day to another.';
