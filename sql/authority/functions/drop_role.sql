CREATE FUNCTION hera.drop_role(p_organization_id uuid, p_role text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes a role of the organization's own away, with the limits set for it. Raises AUTHZ_001, VAL_010 (no such role) and
-- AUTHZ_053 while a member has it.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
BEGIN
    IF EXISTS (
        SELECT FROM hera_internal.organization_member AS m
        WHERE m.organization_id = p_organization_id AND m.role = p_role
    ) AND NOT EXISTS (SELECT FROM hera_internal.role_permission AS p WHERE p.role = p_role) THEN
        PERFORM hera_internal.raise_error('AUTHZ_053', 'p_role', format('members have the role %s', p_role));
    END IF;
    DELETE FROM hera_internal.organization_role AS r WHERE r.organization_id = p_organization_id AND r.role = p_role;
    PERFORM hera_internal.require_known('p_role', p_role, FOUND, 'a role that hera.define_role made');
    DELETE FROM hera_internal.amount_limit AS l
    WHERE l.organization_id = p_organization_id AND l.subject_kind = 'role' AND l.subject = p_role;
    PERFORM hera_internal.refresh_authority(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'role.dropped', NULL, v_by, NULL, jsonb_build_object('role', p_role)
    );
END
$function$;
COMMENT ON FUNCTION hera.drop_role(uuid, text) IS 'Takes a role of the organization''s own away.';
GRANT EXECUTE ON FUNCTION hera.drop_role(uuid, text) TO hera_app, hera_admin;
