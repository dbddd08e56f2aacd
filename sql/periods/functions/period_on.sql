CREATE FUNCTION hera_internal.period_on(p_organization_id uuid, p_date date)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT y.period
        FROM hera_internal.year_periods(p_organization_id, hera_internal.year_of(p_organization_id, p_date)) AS y
        WHERE NOT y.adjustment AND p_date BETWEEN y.starts_on AND y.ends_on
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.period_on(uuid, date) IS 'Name of the period of a day.';
