CREATE FUNCTION hera.retire_rule(p_organization_id uuid, p_rule_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rule speaks no more; it is kept, because documents name it. Raises VAL_010 when there is no such active rule.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rules.write');
BEGIN
    UPDATE hera_internal.classification_rule AS r SET active = false
    WHERE r.organization_id = p_organization_id AND r.id = p_rule_id AND r.active;
    PERFORM hera_internal.require_known('p_rule_id', p_rule_id::text, FOUND);
    PERFORM hera_internal.write_audit_leaf(p_organization_id, 'rule.retired', p_rule_id, v_by, NULL, '{}');
END
$function$;
COMMENT ON FUNCTION hera.retire_rule(uuid, uuid) IS 'Retires a classification rule.';
GRANT EXECUTE ON FUNCTION hera.retire_rule(uuid, uuid) TO hera_app, hera_admin;
