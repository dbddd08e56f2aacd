CREATE FUNCTION hera.dismiss_pattern(p_organization_id uuid, p_pattern_id uuid, p_reason text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The pattern is not proposed again. Raises VAL_005 (reason), VAL_010, AI_041 (decided already).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rules.write');
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    PERFORM hera_internal.lock_candidate(p_organization_id, p_pattern_id);
    UPDATE hera_internal.discovered_pattern AS p
    SET status = 'dismissed', decided_by = v_by, decided_at = v_now, reason = p_reason
    WHERE p.organization_id = p_organization_id AND p.id = p_pattern_id;
    PERFORM hera_internal.write_audit_leaf(p_organization_id, 'pattern.dismissed', p_pattern_id, v_by, NULL, '{}');
END
$function$;
COMMENT ON FUNCTION hera.dismiss_pattern(uuid, uuid, text) IS 'Dismisses a discovered pattern for good.';
GRANT EXECUTE ON FUNCTION hera.dismiss_pattern(uuid, uuid, text) TO hera_app, hera_admin;
