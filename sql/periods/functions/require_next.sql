CREATE FUNCTION hera_internal.require_next(
    p_organization_id uuid, p_period hera_internal.calendar_period, p_closed_through date
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises LED_013 unless the period is the one to close next; an adjustment period is when its year and the adjustment
-- periods before it are closed, whatever was closed after the year.
DECLARE
    v_before record;
BEGIN
    IF p_period.adjustment THEN
        IF hera_internal.period_is_closed(
            p_organization_id, p_closed_through, p_period.period, p_period.ends_on, true
        ) THEN
            PERFORM hera_internal.raise_error('LED_013', 'p_period', format('%s is closed', p_period.period));
        END IF;
        SELECT y.period INTO v_before
        FROM hera_internal.year_periods(p_organization_id, p_period.fiscal_year) AS y
        WHERE y.number < p_period.number AND NOT hera_internal.period_is_closed(
            p_organization_id, p_closed_through, y.period, y.ends_on, y.adjustment
        )
        ORDER BY y.number
        LIMIT 1;
        IF FOUND THEN
            PERFORM hera_internal.raise_error('LED_013', 'p_period', format('%s is closed first', v_before.period));
        END IF;
    ELSIF p_period.starts_on <> p_closed_through + 1 THEN
        PERFORM hera_internal.raise_error(
            'LED_013', 'p_period', format(
                'every day up to %s is closed; the next period is %s', p_closed_through,
                hera_internal.period_on(p_organization_id, p_closed_through + 1)
            )
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_next(uuid, hera_internal.calendar_period, date) IS 'Raises unless a period is the one to close next.';
