CREATE FUNCTION hera_internal.bind_server(p_login name, p_organization_ids uuid[], p_tokens_only boolean)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Binds a login to organizations without an actor of its own. Raises AUTHZ_001, VAL_010.
DECLARE
    v_organization_id uuid;
BEGIN
    PERFORM hera_internal.require_known('p_login', p_login::text, EXISTS (
        SELECT FROM pg_roles AS r WHERE r.rolname = p_login
    ), 'a role of this server');
    PERFORM hera_internal.require_known('p_organization_ids', NULL, p_organization_ids IS NOT NULL);
    FOREACH v_organization_id IN ARRAY p_organization_ids LOOP
        PERFORM hera_internal.authorize_manager(v_organization_id, 'access.manage');
        INSERT INTO hera_internal.login_binding AS b (
            organization_id, login, actor, tokens_only, granted_at, granted_by
        )
        VALUES (
            v_organization_id, p_login::text, NULL, p_tokens_only, clock_timestamp(), hera_internal.caller_name()
        )
        ON CONFLICT (organization_id, login) DO UPDATE
        SET actor = NULL, tokens_only = excluded.tokens_only, granted_at = excluded.granted_at,
            granted_by = excluded.granted_by;
        PERFORM hera_internal.write_audit_leaf(
            v_organization_id, 'access.trusted', NULL, hera_internal.caller_name(), NULL,
            jsonb_build_object('login', p_login, 'tokens_only', p_tokens_only)
        );
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.bind_server(name, uuid[], boolean) IS 'Binds the login of an application server to organizations.';
