CREATE FUNCTION hera.drop_validation_rule(p_organization_id uuid, p_name text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rule is gone; what it was stands in the audit trail. Waits for documents that are being posted. Raises AUTHZ_001, and
-- VAL_010 when the organization has no such rule: those of HERA cannot be taken away.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rules.write');
    v_id uuid;
BEGIN
    PERFORM hera_internal.lock_organization(p_organization_id);
    DELETE FROM hera_internal.validation_rule AS r
    WHERE r.organization_id = p_organization_id AND r.name = p_name
    RETURNING r.id INTO v_id;
    PERFORM hera_internal.require_known('p_name', p_name, FOUND, 'the names of hera.list_validation_rules');
    PERFORM hera_internal.mark_rules(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'validation_rule.dropped', v_id, v_by, NULL, jsonb_build_object('name', p_name)
    );
END
$function$;
COMMENT ON FUNCTION hera.drop_validation_rule(uuid, text) IS 'Takes a rule of an organization away.';
GRANT EXECUTE ON FUNCTION hera.drop_validation_rule(uuid, text) TO hera_app, hera_admin;
