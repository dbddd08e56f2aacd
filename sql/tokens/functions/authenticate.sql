CREATE FUNCTION hera.authenticate(p_jwt text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Binds this transaction to the organization (claim organization_id) and actor (claim sub) of a signed token, for logins
-- that hera.trust_login or hera.allow_tokens named. A token with the claim once is good for one call: two calls at once
-- are decided by its row. Raises AUTH_002 (not a token of a known key), AUTH_003 (time), AUTH_004 (issuer, audience),
-- AUTH_005 (revoked, used, issued too early), AUTHZ_001 (login or actor unknown there).
DECLARE
    v_token record;
    v_organization_id uuid;
    v_actor text;
    v_role text;
    v_fault text;
BEGIN
    PERFORM set_config('hera.context', '', true);
    SELECT t.kid, t.claims, t.fresh INTO v_token FROM hera_internal.verify_token(p_jwt) AS t;
    v_actor := v_token.claims ->> 'sub';
    IF v_token.kid IS NULL OR v_actor IS NULL
        OR coalesce(v_token.claims ->> 'organization_id', '') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        OR v_token.claims -> 'once' = 'true' AND v_token.claims ->> 'jti' IS NULL
    THEN
        PERFORM hera_internal.raise_error('AUTH_002', 'p_jwt');
    END IF;
    v_organization_id := (v_token.claims ->> 'organization_id')::uuid;
    v_fault := hera_internal.token_fault(v_token.kid, v_token.claims, coalesce((
        SELECT (o.settings ->> 'token_leeway')::numeric FROM hera.core_organizations AS o
        WHERE o.organization_id = v_organization_id
    ), 0));
    IF v_fault IS NOT NULL THEN
        PERFORM hera_internal.raise_error(v_fault, 'p_jwt');
    END IF;
    SELECT m.role INTO v_role
    FROM hera_internal.login_binding AS b
    INNER JOIN hera_internal.organization_member AS m
        ON m.organization_id = b.organization_id AND m.actor = v_actor
    WHERE b.organization_id = v_organization_id AND b.login = hera_internal.caller_name() AND b.actor IS NULL;
    IF v_role IS NULL THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_jwt');
    ELSIF v_token.claims -> 'once' = 'true' THEN
        INSERT INTO hera_internal.spent_token (jti, reason, expires_at, spent_at, spent_by)
        VALUES (
            v_token.claims ->> 'jti', 'used', to_timestamp(least((v_token.claims ->> 'exp')::float8, 99999999999)),
            clock_timestamp(), hera_internal.caller_name()
        )
        ON CONFLICT (jti) DO NOTHING;
        IF NOT FOUND THEN
            PERFORM hera_internal.raise_error('AUTH_005', 'p_jwt');
        END IF;
    END IF;
    PERFORM hera_internal.open_context(v_organization_id, v_actor);
    -- One sign-in a token, not one a call.
    IF v_token.fresh THEN
        PERFORM hera_internal.write_audit_leaf(
            v_organization_id, 'access.signed_in', NULL, v_actor, NULL,
            jsonb_build_object('kid', v_token.kid, 'role', v_role, 'address', host(inet_client_addr()))
        );
    END IF;
    RETURN jsonb_build_object(
        'organization_id', v_organization_id, 'actor', v_actor, 'role', v_role,
        'expires_at', to_timestamp(least((v_token.claims ->> 'exp')::float8, 99999999999))
    );
END
$function$;
COMMENT ON FUNCTION hera.authenticate(text) IS 'Binds the current transaction to the organization and actor of a signed token (JWT).';
ALTER FUNCTION hera.authenticate(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.authenticate(text) TO hera_app, hera_bi, hera_admin, hera_auditor;
