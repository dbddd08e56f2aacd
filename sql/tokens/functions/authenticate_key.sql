CREATE FUNCTION hera.authenticate_key(p_key text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera.authenticate, with a key of hera.create_api_key: binds this transaction to the key's organization and actor, for
-- logins that hera.trust_login or hera.allow_tokens named. A failure is counted, although the caller rolls back.
-- Raises AUTH_006 (locked out), AUTH_007 (not a key that is accepted), AUTHZ_001 (login or actor unknown there).
DECLARE
    v_sign_in hera_internal.sign_in;
BEGIN
    PERFORM set_config('hera.context', '', true);
    v_sign_in := hera_internal.judge_key(p_key);
    IF v_sign_in.fault IS NOT NULL THEN
        PERFORM hera_internal.refuse_sign_in(v_sign_in, 'p_key');
    END IF;
    RETURN hera_internal.open_sign_in(v_sign_in);
END
$function$;
COMMENT ON FUNCTION hera.authenticate_key(text) IS 'Binds the current transaction to the organization and actor of a key.';
ALTER FUNCTION hera.authenticate_key(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.authenticate_key(text) TO hera_app, hera_bi, hera_admin, hera_auditor;
