CREATE FUNCTION hera.authenticate(p_jwt text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Binds this transaction to the organization (claim organization_id) and actor (claim sub) of a signed token, for logins
-- that hera.trust_login or hera.allow_tokens named. A token with the claim once is good for one call: two calls at once
-- are decided by its row. A failure is counted, although the caller rolls back.
-- Raises AUTH_002 (not a token of a known key), AUTH_003 (time), AUTH_004 (issuer, audience), AUTH_005 (revoked, used,
-- issued too early), AUTH_006 (locked out), AUTHZ_001 (login or actor unknown there).
DECLARE
    v_sign_in hera_internal.sign_in;
BEGIN
    PERFORM set_config('hera.context', '', true);
    v_sign_in := hera_internal.judge_token(p_jwt);
    IF v_sign_in.fault IS NOT NULL THEN
        PERFORM hera_internal.refuse_sign_in(v_sign_in, 'p_jwt');
    END IF;
    RETURN hera_internal.open_sign_in(v_sign_in);
END
$function$;
COMMENT ON FUNCTION hera.authenticate(text) IS 'Binds the current transaction to the organization and actor of a signed token (JWT).';
ALTER FUNCTION hera.authenticate(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.authenticate(text) TO hera_app, hera_bi, hera_admin, hera_auditor;
