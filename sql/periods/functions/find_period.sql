CREATE FUNCTION hera_internal.find_period(p_organization_id uuid, p_period text)
RETURNS hera_internal.calendar_period
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The period of that name, all NULL when there is none: one that was defined, else one of a year that follows the rule.
-- YYYY-YE is the transfer of a year to retained earnings, number 99, on its last day.
DECLARE
    v_found hera_internal.calendar_period;
    v_year integer;
    v_last date;
BEGIN
    SELECT p.period, p.fiscal_year, p.number, p.starts_on, p.ends_on, p.adjustment INTO v_found
    FROM hera_internal.fiscal_period AS p
    WHERE p.organization_id = p_organization_id AND p.period = p_period;
    IF FOUND OR p_period IS NULL OR length(p_period) <> 7 OR p_period !~ '^[12][0-9]{3}-(0[1-9]|1[0-6]|YE)$' THEN
        RETURN v_found;
    END IF;
    v_year := left(p_period, 4)::integer;
    IF right(p_period, 2) = 'YE' THEN
        SELECT s.ends_on INTO v_last FROM hera_internal.year_span(p_organization_id, v_year) AS s;
        RETURN (p_period, v_year, 99, v_last, v_last, true)::hera_internal.calendar_period;
    END IF;
    -- A month belongs to the year in which it begins or to the next.
    SELECT p.period, p.fiscal_year, p.number, p.starts_on, p.ends_on, p.adjustment INTO v_found
    FROM generate_series(v_year, v_year + 1) AS y
    CROSS JOIN LATERAL hera_internal.year_periods(p_organization_id, y) AS p
    WHERE p.period = p_period
    LIMIT 1;
    RETURN v_found;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_period(uuid, text) IS 'The period of a name.';
ALTER FUNCTION hera_internal.find_period(uuid, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.find_period(uuid, text) TO hera_api;
