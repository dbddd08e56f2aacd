CREATE FUNCTION hera_internal.open_sign_in(p_sign_in hera_internal.sign_in)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Binds the transaction to what a credential that was found right opens, and says what that is.
BEGIN
    PERFORM hera_internal.open_context(p_sign_in.organization_id, p_sign_in.actor);
    IF p_sign_in.fresh THEN
        PERFORM hera_internal.write_audit_leaf(
            p_sign_in.organization_id, 'access.signed_in', NULL, p_sign_in.actor, NULL, jsonb_build_object(
                'kid', p_sign_in.credential, 'role', p_sign_in.role, 'address', host(inet_client_addr())
            )
        );
    END IF;
    RETURN jsonb_build_object(
        'organization_id', p_sign_in.organization_id, 'actor', p_sign_in.actor, 'role', p_sign_in.role,
        'expires_at', p_sign_in.expires_at
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.open_sign_in(hera_internal.sign_in) IS 'Binds the transaction to the actor of a credential.';
ALTER FUNCTION hera_internal.open_sign_in(hera_internal.sign_in) OWNER TO hera_owner;
