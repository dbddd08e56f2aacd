CREATE FUNCTION hera_internal.year_periods(p_organization_id uuid, p_year integer)
RETURNS TABLE (period text, fiscal_year integer, number smallint, starts_on date, ends_on date, adjustment boolean)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The periods of a fiscal year in order, without the transfer to retained earnings. By the rule they are months that
-- begin on the day on which the year begins, named YYYY-MM after that day; the first begins and the last ends with the
-- year. Adjustment periods are YYYY-13 and on, after the year, and lie on its last day.
DECLARE
    v_year record := hera_internal.year_span(p_organization_id, p_year);
BEGIN
    IF v_year.defined THEN
        RETURN QUERY
        SELECT p.period, p.fiscal_year, p.number, p.starts_on, p.ends_on, p.adjustment
        FROM hera_internal.fiscal_period AS p
        WHERE p.organization_id = p_organization_id AND p.fiscal_year = p_year
        ORDER BY p.number;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT to_char(m.begins, 'YYYY-MM'), p_year, m.number,
        CASE row_number() OVER (ORDER BY m.number) WHEN 1 THEN v_year.starts_on ELSE m.begins END,
        CASE row_number() OVER (ORDER BY m.number DESC)
            WHEN 1 THEN v_year.ends_on ELSE (m.begins + interval '1 month')::date - 1
        END,
        false
    FROM (
        SELECT n::smallint AS number, (v_year.rule_start + make_interval(months => n - 1))::date AS begins
        FROM generate_series(1, 12) AS n
    ) AS m
    WHERE (m.begins + interval '1 month')::date > v_year.starts_on AND m.begins <= v_year.ends_on
    UNION ALL
    SELECT format('%s-%s', p_year, n), p_year, n::smallint, v_year.ends_on, v_year.ends_on, true
    FROM generate_series(13, 12 + (
        SELECT o.adjustment_periods FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
    )) AS n
    ORDER BY 3;
END
$function$;
COMMENT ON FUNCTION hera_internal.year_periods(uuid, integer) IS 'Periods of a fiscal year.';
ALTER FUNCTION hera_internal.year_periods(uuid, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.year_periods(uuid, integer) TO hera_api;
