CREATE FUNCTION hera.grant_bi(p_login name, p_organization_ids uuid[])
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The login, a member of hera_bi, reads these organizations and no others: all at once, without a context, which a program
-- for reports cannot set. It may only read. Takes the place of what was granted before; an empty list takes all away.
-- Effective at the next statement. Raises AUTHZ_001, VAL_010 (login unknown or not of hera_bi).
DECLARE
    v_organization_id uuid;
BEGIN
    PERFORM hera_internal.require_known('p_login', p_login::text, (
        SELECT pg_has_role(r.oid, 'hera_bi', 'MEMBER') AND NOT r.rolsuper FROM pg_roles AS r WHERE r.rolname = p_login
    ), 'a member of hera_bi that is no superuser');
    PERFORM hera_internal.require_known('p_organization_ids', p_organization_ids::text, p_organization_ids IS NOT NULL);
    FOR v_organization_id IN
        SELECT x FROM unnest(hera_internal.bi_organizations(p_login::text)) AS x
        WHERE x <> ALL (p_organization_ids)
        ORDER BY x
    LOOP
        PERFORM hera_internal.authorize_manager(v_organization_id, 'access.manage');
        DELETE FROM hera_internal.bi_grant AS g
        WHERE g.organization_id = v_organization_id AND g.login = p_login::text;
        PERFORM hera_internal.write_audit_leaf(
            v_organization_id, 'access.revoked', NULL, hera_internal.caller_name(), NULL,
            jsonb_build_object('login', p_login, 'role', 'bi')
        );
    END LOOP;
    FOR v_organization_id IN SELECT DISTINCT x FROM unnest(p_organization_ids) AS x ORDER BY x LOOP
        PERFORM hera_internal.authorize_manager(v_organization_id, 'access.manage');
        INSERT INTO hera_internal.bi_grant (organization_id, login, granted_at, granted_by)
        VALUES (v_organization_id, p_login::text, clock_timestamp(), hera_internal.caller_name())
        ON CONFLICT (organization_id, login) DO NOTHING;
        IF FOUND THEN
            PERFORM hera_internal.write_audit_leaf(
                v_organization_id, 'access.granted', NULL, hera_internal.caller_name(), NULL,
                jsonb_build_object('login', p_login, 'role', 'bi')
            );
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.grant_bi(name, uuid[]) IS 'Lets a login for reports read the listed organizations, and no others.';
GRANT EXECUTE ON FUNCTION hera.grant_bi(name, uuid[]) TO hera_admin;
