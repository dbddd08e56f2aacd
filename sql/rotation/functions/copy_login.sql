CREATE FUNCTION hera.copy_login(p_from name, p_to name)
RETURNS integer
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The login p_to may speak for whom p_from may, in every organization, and reads what it reads: hera rotate role gives the
-- next login of an application what the one in force has. Returns how many grants it copied. Raises VAL_010 for a login that
-- is not there, or that is the same.
DECLARE
    v_organization_id uuid;
    v_copied integer := 0;
BEGIN
    PERFORM hera_internal.require_known('p_from', p_from::text, to_regrole(quote_ident(p_from)) IS NOT NULL);
    PERFORM hera_internal.require_known(
        'p_to', p_to::text, to_regrole(quote_ident(p_to)) IS NOT NULL AND p_to IS DISTINCT FROM p_from
    );
    FOR v_organization_id IN
        INSERT INTO hera_internal.login_binding
        SELECT (jsonb_populate_record(b, jsonb_build_object(
            'login', p_to, 'granted_at', clock_timestamp(), 'granted_by', hera_internal.caller_name()
        ))).*
        FROM hera_internal.login_binding AS b WHERE b.login = p_from::text
        ON CONFLICT ON CONSTRAINT login_binding_pk DO NOTHING
        RETURNING login_binding.organization_id
    LOOP
        v_copied := v_copied + 1;
        PERFORM hera_internal.write_audit_leaf(
            v_organization_id, 'access.granted', NULL, hera_internal.caller_name(), NULL,
            jsonb_build_object('login', p_to, 'as', p_from)
        );
    END LOOP;
    FOR v_organization_id IN
        INSERT INTO hera_internal.bi_grant (organization_id, login, granted_at, granted_by)
        SELECT g.organization_id, p_to::text, clock_timestamp(), hera_internal.caller_name()
        FROM hera_internal.bi_grant AS g WHERE g.login = p_from::text
        ON CONFLICT ON CONSTRAINT bi_grant_pk DO NOTHING
        RETURNING bi_grant.organization_id
    LOOP
        v_copied := v_copied + 1;
        PERFORM hera_internal.write_audit_leaf(
            v_organization_id, 'access.granted', NULL, hera_internal.caller_name(), NULL,
            jsonb_build_object('login', p_to, 'role', 'bi', 'as', p_from)
        );
    END LOOP;
    RETURN v_copied;
END
$function$;
COMMENT ON FUNCTION hera.copy_login(name, name) IS 'Gives a login what another one may do.';
ALTER FUNCTION hera.copy_login(name, name) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.copy_login(name, name) TO hera_admin;
