CREATE FUNCTION hera_internal.require_closed_year(
    p_organization_id uuid, p_period hera_internal.calendar_period, p_closed_through date
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises LED_033 unless every period up to the end of the year is closed and no such or later year is transferred.
DECLARE
    v_found text;
BEGIN
    IF coalesce(p_closed_through < p_period.ends_on, true) THEN
        PERFORM hera_internal.raise_error(
            'LED_033', 'p_year', format('the year ends on %s; days are closed up to %s', p_period.ends_on,
                coalesce(p_closed_through::text, 'none'))
        );
    END IF;
    SELECT c.period INTO v_found FROM hera_internal.closed_period AS c
    WHERE c.organization_id = p_organization_id AND c.number = 99 AND c.fiscal_year >= p_period.fiscal_year
    LIMIT 1;
    IF FOUND THEN
        PERFORM hera_internal.raise_error('LED_033', 'p_year', format('%s is transferred already', left(v_found, 4)));
    END IF;
    SELECT p.period INTO v_found
    FROM (
        SELECT DISTINCT c.fiscal_year FROM hera_internal.closed_period AS c
        WHERE c.organization_id = p_organization_id AND c.fiscal_year <= p_period.fiscal_year
    ) AS y
    CROSS JOIN LATERAL hera_internal.year_periods(p_organization_id, y.fiscal_year) AS p
    WHERE p.adjustment AND NOT hera_internal.period_is_closed(
        p_organization_id, p_closed_through, p.period, p.ends_on, true
    )
    ORDER BY p.ends_on, p.number
    LIMIT 1;
    IF FOUND THEN
        PERFORM hera_internal.raise_error('LED_033', 'p_year', format('period %s is open', v_found));
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_closed_year(uuid, hera_internal.calendar_period, date) IS 'Raises unless a year can be transferred to retained earnings.';
