CREATE FUNCTION hera_internal.move_budgets(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- After a change of the calendar: budgets take the new days of their periods. Raises LED_035 when a period that has a
-- budget is gone.
DECLARE
    v_budgeted record;
    v_period hera_internal.calendar_period;
BEGIN
    FOR v_budgeted IN
        SELECT b.period, min(b.starts_on) AS starts_on, min(b.ends_on) AS ends_on FROM hera_internal.budget AS b
        WHERE b.organization_id = p_organization_id
        GROUP BY b.period
    LOOP
        v_period := hera_internal.find_period(p_organization_id, v_budgeted.period);
        IF v_period.adjustment IS DISTINCT FROM false THEN
            PERFORM hera_internal.raise_error(
                'LED_035', 'p_periods', format('period %s has a budget', v_budgeted.period)
            );
        ELSIF (v_period.starts_on, v_period.ends_on) <> (v_budgeted.starts_on, v_budgeted.ends_on) THEN
            UPDATE hera_internal.budget AS b SET starts_on = v_period.starts_on, ends_on = v_period.ends_on
            WHERE b.organization_id = p_organization_id AND b.period = v_budgeted.period;
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.move_budgets(uuid) IS 'Gives budgets the days that their periods have after a change of the calendar.';
