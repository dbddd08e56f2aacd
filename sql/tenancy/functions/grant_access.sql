CREATE FUNCTION hera.grant_access(p_organization_id uuid, p_login name, p_actor text, p_role text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Effective at the next statement. p_login NULL names a member for trusted logins to speak for.
-- Raises AUTHZ_001, VAL_005 (actor), VAL_010 (login or role unknown).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
    v_before text;
BEGIN
    PERFORM hera_internal.require_text(p_actor, 'p_actor', 200);
    PERFORM hera_internal.require_known('p_role', p_role, hera_internal.is_role(p_organization_id, p_role),
        'owner, accountant, approver, auditor, viewer, integration or a role of the organization''s own (hera.define_role)');
    PERFORM hera_internal.require_known('p_login', p_login::text, p_login IS NULL OR EXISTS (
        SELECT FROM pg_roles AS r WHERE r.rolname = p_login
    ), 'a role of this server');
    SELECT m.role INTO v_before FROM hera_internal.organization_member AS m
    WHERE m.organization_id = p_organization_id AND m.actor = p_actor;
    PERFORM hera_internal.bind_login(p_organization_id, p_login::text, p_actor, p_role);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'access.granted', NULL, v_by, NULL,
        jsonb_build_object('login', p_login, 'actor', p_actor, 'before', v_before, 'role', p_role)
    );
END
$function$;
COMMENT ON FUNCTION hera.grant_access(uuid, name, text, text) IS 'Gives an actor a role in the organization and lets a login speak for it.';
GRANT EXECUTE ON FUNCTION hera.grant_access(uuid, name, text, text) TO hera_app, hera_admin;
