CREATE FUNCTION hera.set_calendar(
    p_organization_id uuid, p_year_start text DEFAULT '01-01', p_adjustment_periods integer DEFAULT 0
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rule for fiscal years: the day on which they begin (MM-DD, the 28th at the latest) and how many adjustment
-- periods follow the twelve months. Holds back posting until the end of the transaction. From the first close or the
-- first number of a series on the day is kept: a defined year changes single years then.
-- Raises AUTHZ_001, VAL_010, LED_035.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'settings.write');
    v_old record;
BEGIN
    PERFORM hera_internal.require_known(
        'p_year_start', p_year_start, p_year_start ~ '^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$',
        'a month and a day of it up to 28, such as 04-06'
    );
    PERFORM hera_internal.require_known(
        'p_adjustment_periods', p_adjustment_periods::text, p_adjustment_periods BETWEEN 0 AND 4, '0 to 4'
    );
    PERFORM hera_internal.lock_organization(p_organization_id);
    SELECT o.year_start, o.adjustment_periods, o.closed_through INTO v_old
    FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id;
    IF (v_old.year_start <> p_year_start OR v_old.adjustment_periods > p_adjustment_periods) AND (
        v_old.closed_through IS NOT NULL
        OR EXISTS (SELECT FROM hera_internal.number_counter AS c WHERE c.organization_id = p_organization_id)
        OR EXISTS (SELECT FROM hera_internal.fiscal_period AS f WHERE f.organization_id = p_organization_id)
        OR EXISTS (SELECT FROM hera_internal.period_lock AS l WHERE l.organization_id = p_organization_id)
        OR EXISTS (
            SELECT FROM hera.universal_transactions AS t
            WHERE t.organization_id = p_organization_id AND t.period IS NOT NULL
        )
    ) THEN
        PERFORM hera_internal.raise_error('LED_035', 'p_year_start');
    END IF;
    UPDATE hera.core_organizations AS o SET year_start = p_year_start, adjustment_periods = p_adjustment_periods
    WHERE o.organization_id = p_organization_id;
    PERFORM hera_internal.move_budgets(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'calendar.changed', NULL, v_by, NULL,
        jsonb_build_object('year_start', p_year_start, 'adjustment_periods', p_adjustment_periods)
    );
    RETURN jsonb_build_object('year_start', p_year_start, 'adjustment_periods', p_adjustment_periods);
END
$function$;
COMMENT ON FUNCTION hera.set_calendar(uuid, text, integer) IS 'Sets the day on which fiscal years begin and their adjustment periods.';
GRANT EXECUTE ON FUNCTION hera.set_calendar(uuid, text, integer) TO hera_app, hera_admin;
