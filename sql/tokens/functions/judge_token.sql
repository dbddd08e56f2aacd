CREATE FUNCTION hera_internal.judge_token(p_jwt text)
RETURNS hera_internal.sign_in
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a token opens its organization (claim organization_id) for its actor (claim sub) to the calling login. What a
-- token says is known once its signature is right: before that a failure is the login's and locks nobody out, or whoever
-- writes a name into a token would. A token with the claim once is good for one call: two calls at once are decided by
-- its row.
DECLARE
    v_result hera_internal.sign_in;
    v_token record;
    v_claims jsonb;
BEGIN
    SELECT t.kid, t.claims, t.fresh INTO v_token FROM hera_internal.verify_token(p_jwt) AS t;
    v_claims := v_token.claims;
    v_result.fault := 'AUTH_002';
    IF v_token.kid IS NULL OR v_claims ->> 'sub' IS NULL
        OR coalesce(v_claims ->> 'organization_id', '') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        OR v_claims -> 'once' = 'true' AND v_claims ->> 'jti' IS NULL
    THEN
        RETURN v_result;
    END IF;
    v_result.organization_id := (v_claims ->> 'organization_id')::uuid;
    v_result.actor := v_claims ->> 'sub';
    v_result.credential := v_token.kid;
    v_result.fresh := v_token.fresh;
    v_result.expires_at := to_timestamp(least((v_claims ->> 'exp')::float8, 99999999999));
    v_result.fault := hera_internal.token_fault(v_token.kid, v_claims, coalesce((
        SELECT (o.settings ->> 'token_leeway')::numeric FROM hera.core_organizations AS o
        WHERE o.organization_id = v_result.organization_id
    ), 0));
    v_result.role := hera_internal.login_role_of(v_result.organization_id, v_result.actor);
    IF v_result.role IS NULL THEN
        -- This login has no business with that organization: the failure is the login's.
        v_result.fault := coalesce(v_result.fault, 'AUTHZ_001');
        RETURN v_result;
    END IF;
    v_result.known_organization_id := v_result.organization_id;
    v_result.known_actor := v_result.actor;
    v_result.locks := hera_internal.actor_locks(v_result.organization_id, v_result.actor);
    IF hera_internal.is_locked_out(v_result.locks) THEN
        v_result.fault := 'AUTH_006';
    ELSIF v_result.fault IS NULL AND v_claims -> 'once' = 'true' THEN
        INSERT INTO hera_internal.spent_token (jti, reason, expires_at, spent_at, spent_by)
        VALUES (v_claims ->> 'jti', 'used', v_result.expires_at, clock_timestamp(), hera_internal.caller_name())
        ON CONFLICT (jti) DO NOTHING;
        v_result.fault := CASE WHEN NOT FOUND THEN 'AUTH_005' END;
    END IF;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.judge_token(text) IS 'Whether a token opens an organization for an actor to the calling login.';
ALTER FUNCTION hera_internal.judge_token(text) OWNER TO hera_owner;
