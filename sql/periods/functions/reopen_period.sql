CREATE FUNCTION hera.reopen_period(p_organization_id uuid, p_period text, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reopens the period that was closed last; those closed before it stay closed. Where its year was transferred to
-- retained earnings, that is undone first: the transfer is reversed. YYYY-YE undoes the transfer alone. Needs a reason,
-- which is kept in the audit. Raises AUTHZ_001, AUTHZ_050, VAL_005, VAL_010, LED_013.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.reopen');
    v_period hera_internal.calendar_period := hera_internal.require_period(p_organization_id, p_period);
    v_closed_through date := hera_internal.lock_organization(p_organization_id);
    v_newest text;
    v_undone jsonb;
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    SELECT c.period INTO v_newest FROM hera_internal.closed_period AS c
    WHERE c.organization_id = p_organization_id AND (c.number <> 99 OR v_period.number = 99)
    ORDER BY c.ordinal DESC
    LIMIT 1;
    IF NOT FOUND AND v_closed_through IS NOT NULL THEN
        v_newest := hera_internal.period_on(p_organization_id, v_closed_through);
    END IF;
    IF v_newest IS DISTINCT FROM p_period THEN
        PERFORM hera_internal.raise_error('LED_013', 'p_period', CASE
            WHEN v_newest IS NOT NULL THEN format('the newest closed period is %s', v_newest)
            ELSE 'no period is closed'
        END);
    END IF;
    IF v_caller.authority IS NOT NULL THEN
        PERFORM hera_internal.refuse_own_work(v_caller, 'periods.reopen', ARRAY[c.closed_by], 'p_period')
        FROM hera_internal.closed_period AS c
        WHERE c.organization_id = p_organization_id AND c.period = p_period;
    END IF;
    v_undone := hera_internal.undo_years(v_caller, v_period, p_reason);
    DELETE FROM hera_internal.closed_period AS c
    WHERE c.organization_id = p_organization_id AND c.period = p_period;
    v_closed_through := CASE WHEN v_period.adjustment THEN v_closed_through ELSE v_period.starts_on - 1 END;
    UPDATE hera.core_organizations AS o SET closed_through = v_closed_through
    WHERE o.organization_id = p_organization_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'period.reopened', NULL, v_caller.actor, NULL,
        jsonb_build_object('period', p_period, 'reason', p_reason, 'undone', v_undone)
    );
    RETURN jsonb_build_object('period', p_period, 'closed_through', v_closed_through, 'undone', v_undone);
END
$function$;
COMMENT ON FUNCTION hera.reopen_period(uuid, text, text) IS 'Reopens the newest closed period.';
GRANT EXECUTE ON FUNCTION hera.reopen_period(uuid, text, text) TO hera_app;
