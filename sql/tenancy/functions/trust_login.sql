CREATE FUNCTION hera.trust_login(p_login name, p_organization_ids uuid[])
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- For an application server: the login may name any member of these organizations by hera.set_context, and is
-- nobody until it does. Raises VAL_010 for an unknown login or organization.
DECLARE
    v_organization_id uuid;
BEGIN
    PERFORM hera_internal.require_known('p_login', p_login::text, EXISTS (
        SELECT FROM pg_roles AS r WHERE r.rolname = p_login
    ));
    FOREACH v_organization_id IN ARRAY p_organization_ids LOOP
        PERFORM hera_internal.authorize_manager(v_organization_id, 'access.manage');
        INSERT INTO hera_internal.login_binding AS b (organization_id, login, actor, granted_at, granted_by)
        VALUES (v_organization_id, p_login::text, NULL, clock_timestamp(), hera_internal.caller_name())
        ON CONFLICT (organization_id, login) DO UPDATE
        SET actor = NULL, granted_at = excluded.granted_at, granted_by = excluded.granted_by;
        PERFORM hera_internal.write_audit_leaf(
            v_organization_id, 'access.trusted', NULL, hera_internal.caller_name(), NULL,
            jsonb_build_object('login', p_login)
        );
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.trust_login(name, uuid[]) IS 'Lets a login name actors of the listed organizations, as an application server does.';
GRANT EXECUTE ON FUNCTION hera.trust_login(name, uuid[]) TO hera_admin;
