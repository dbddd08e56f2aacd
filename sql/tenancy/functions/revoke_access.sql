CREATE FUNCTION hera.revoke_access(p_organization_id uuid, p_login name, p_actor text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes the login's binding away; with p_actor also the actor's membership and every binding to it.
-- Effective at the next statement. Raises AUTHZ_001, and VAL_010 when there is nothing to take away.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
    v_bindings integer;
    v_members integer := 0;
BEGIN
    DELETE FROM hera_internal.login_binding AS b
    WHERE b.organization_id = p_organization_id AND (b.login = p_login::text OR b.actor = p_actor);
    GET DIAGNOSTICS v_bindings = ROW_COUNT;
    IF p_actor IS NOT NULL THEN
        DELETE FROM hera_internal.organization_member AS m
        WHERE m.organization_id = p_organization_id AND m.actor = p_actor;
        GET DIAGNOSTICS v_members = ROW_COUNT;
        PERFORM hera_internal.drop_rate_limits(p_organization_id, p_actor);
    END IF;
    PERFORM hera_internal.require_known('p_login', coalesce(p_login::text, p_actor), v_bindings + v_members > 0, 'logins and actors of hera.list_access');
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'access.revoked', NULL, v_by, NULL, jsonb_build_object('login', p_login, 'actor', p_actor)
    );
END
$function$;
COMMENT ON FUNCTION hera.revoke_access(uuid, name, text) IS 'Takes away what hera.grant_access or hera.trust_login gave.';
GRANT EXECUTE ON FUNCTION hera.revoke_access(uuid, name, text) TO hera_app, hera_admin;
