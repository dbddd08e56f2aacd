CREATE FUNCTION hera.close_period(p_organization_id uuid, p_period text, p_override text DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Closes a period: nothing is dated in it any more. The first close may name any period and closes all before it; from
-- then on periods close in order, and an adjustment period after its year and the adjustment periods before it. Waits
-- for documents that are being posted, so that none is late. A check that refuses is overridden by a reason, which is
-- kept. Returns the period, the checklist, the documents that still wait for a person, and the balances it was closed with.
-- Raises AUTHZ_001, VAL_005, VAL_010, LED_013, LED_032.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.close');
    v_closed_through date;
    v_period hera_internal.calendar_period;
    v_checks jsonb;
    v_balances jsonb;
BEGIN
    IF p_override IS NOT NULL THEN
        v_caller := hera_internal.authorize(p_organization_id, 'periods.override');
        PERFORM hera_internal.require_text(p_override, 'p_override', 1000);
    END IF;
    v_period := hera_internal.require_period(p_organization_id, p_period);
    PERFORM hera_internal.require_known('p_period', p_period, v_period.number <> 99);
    v_closed_through := hera_internal.lock_organization(p_organization_id);
    PERFORM hera_internal.require_next(p_organization_id, v_period, v_closed_through);
    v_checks := hera_internal.period_checklist(v_caller, v_period);
    IF p_override IS NULL THEN
        PERFORM hera_internal.raise_error('LED_032', 'p_period', format('%s: %s', c.value ->> 'check', c.value ->> 'detail'))
        FROM jsonb_array_elements(v_checks) AS c
        WHERE c.value -> 'ok' = 'false' AND c.value -> 'blocking' = 'true';
    END IF;
    v_balances := hera_internal.record_close(v_caller, v_period, v_checks, p_override, NULL);
    RETURN jsonb_build_object(
        'period', p_period, 'closed_through', greatest(v_closed_through, v_period.ends_on),
        'waiting', (
            SELECT c.value -> 'count' FROM jsonb_array_elements(v_checks) AS c WHERE c.value ->> 'check' = 'waiting'
        ),
        'checklist', v_checks, 'balances', v_balances
    );
END
$function$;
COMMENT ON FUNCTION hera.close_period(uuid, text, text) IS 'Closes a period and returns its checklist and the balances it was closed with.';
GRANT EXECUTE ON FUNCTION hera.close_period(uuid, text, text) TO hera_app;
