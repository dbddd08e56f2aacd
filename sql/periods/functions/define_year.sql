CREATE FUNCTION hera.define_year(p_organization_id uuid, p_year integer, p_periods jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives one fiscal year periods of its own instead of those of the rule: p_periods is an array of {period, starts_on,
-- ends_on, adjustment} in their order. The periods that are not adjustments follow each other without gap; adjustment
-- periods come last and lie within the year. The year takes its days from the years beside it that follow the rule.
-- Holds back posting until the end of the transaction. Raises AUTHZ_001, VAL_003, VAL_010, VAL_011, LED_035.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'settings.write');
    v_closed_through date := hera_internal.lock_organization(p_organization_id);
    v_old record;
    v_new record;
    v_fault text;
BEGIN
    PERFORM hera_internal.require_bounded(p_periods, 'p_periods', 65536);
    PERFORM hera_internal.require_known('p_year', p_year::text, p_year BETWEEN 1901 AND 2998, '1901 to 2998');
    v_old := hera_internal.year_span(p_organization_id, p_year);
    v_fault := hera_internal.year_fault(p_year, p_periods);
    IF v_fault IS NOT NULL THEN
        PERFORM hera_internal.raise_error('VAL_011', 'p_periods', v_fault);
    END IF;
    DELETE FROM hera_internal.fiscal_period AS f WHERE f.organization_id = p_organization_id AND f.fiscal_year = p_year;
    INSERT INTO hera_internal.fiscal_period (
        organization_id, period, fiscal_year, number, starts_on, ends_on, adjustment
    )
    SELECT p_organization_id, p.value ->> 'period', p_year, p.number, (p.value ->> 'starts_on')::date,
        (p.value ->> 'ends_on')::date, coalesce(p.value -> 'adjustment' = 'true', false)
    FROM jsonb_array_elements(p_periods) WITH ORDINALITY AS p (value, number)
    ON CONFLICT (organization_id, period) DO NOTHING;
    IF (SELECT count(*) <> jsonb_array_length(p_periods) FROM hera_internal.fiscal_period AS f
        WHERE f.organization_id = p_organization_id AND f.fiscal_year = p_year)
    THEN
        PERFORM hera_internal.raise_error('VAL_011', 'p_periods', 'a period of another year has one of these names');
    END IF;
    v_new := hera_internal.year_span(p_organization_id, p_year);
    IF least(v_old.starts_on, v_new.starts_on) <= v_closed_through OR hera_internal.year_is_used(
        p_organization_id, p_year, v_old.starts_on, v_old.ends_on, v_new.starts_on, v_new.ends_on
    ) THEN
        PERFORM hera_internal.raise_error('LED_035', 'p_year');
    END IF;
    v_fault := hera_internal.neighbour_fault(p_organization_id, p_year);
    IF v_fault IS NOT NULL THEN
        PERFORM hera_internal.raise_error('VAL_011', 'p_periods', v_fault);
    END IF;
    PERFORM hera_internal.move_budgets(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'calendar.changed', NULL, v_by, NULL, jsonb_build_object('year', p_year, 'periods', p_periods)
    );
    RETURN jsonb_build_object('year', p_year, 'starts_on', v_new.starts_on, 'ends_on', v_new.ends_on);
END
$function$;
COMMENT ON FUNCTION hera.define_year(uuid, integer, jsonb) IS 'Gives a fiscal year periods of its own.';
GRANT EXECUTE ON FUNCTION hera.define_year(uuid, integer, jsonb) TO hera_app, hera_admin;
