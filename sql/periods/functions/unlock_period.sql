CREATE FUNCTION hera.unlock_period(p_organization_id uuid, p_period text, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes a soft lock away. Raises AUTHZ_001, VAL_005, VAL_010 (the period is not locked).
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.lock');
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    PERFORM hera_internal.lock_organization(p_organization_id);
    DELETE FROM hera_internal.period_lock AS l WHERE l.organization_id = p_organization_id AND l.period = p_period;
    PERFORM hera_internal.require_known('p_period', p_period, FOUND);
    PERFORM hera_internal.refresh_locks(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'period.unlocked', NULL, v_caller.actor, NULL,
        jsonb_build_object('period', p_period, 'reason', p_reason)
    );
    RETURN jsonb_build_object('period', p_period, 'state', 'open');
END
$function$;
COMMENT ON FUNCTION hera.unlock_period(uuid, text, text) IS 'Takes the soft lock of a period away.';
GRANT EXECUTE ON FUNCTION hera.unlock_period(uuid, text, text) TO hera_app;
