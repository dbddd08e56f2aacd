CREATE FUNCTION hera.reopen_period(p_organization_id uuid, p_period text, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reopens the newest closed month; the months before it stay closed. Needs a reason, which is kept in the audit.
-- Raises AUTHZ_001, VAL_005, VAL_010, LED_013.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.close');
    v_period record := hera_internal.read_period(p_period);
    v_closed_through date := hera_internal.lock_organization(p_organization_id);
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    IF v_period.ends_on IS DISTINCT FROM v_closed_through THEN
        PERFORM hera_internal.raise_error(
            'LED_013', 'p_period', coalesce(
                format('the newest closed period is %s', to_char(v_closed_through, 'YYYY-MM')), 'no period is closed'
            )
        );
    END IF;
    DELETE FROM hera_internal.closed_period AS c
    WHERE c.organization_id = p_organization_id AND c.period = p_period;
    UPDATE hera.core_organizations AS o SET closed_through = v_period.starts_on - 1
    WHERE o.organization_id = p_organization_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'period.reopened', NULL, v_caller.actor, NULL,
        jsonb_build_object('period', p_period, 'reason', p_reason)
    );
    RETURN jsonb_build_object('period', p_period, 'closed_through', v_period.starts_on - 1);
END
$function$;
COMMENT ON FUNCTION hera.reopen_period(uuid, text, text) IS 'Reopens the newest closed period.';
GRANT EXECUTE ON FUNCTION hera.reopen_period(uuid, text, text) TO hera_app;
