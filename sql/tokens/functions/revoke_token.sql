CREATE FUNCTION hera.revoke_token(p_jti text, p_expires_at timestamptz)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The token of this identity is accepted no more, from the next call on. p_expires_at is when it would expire anyway:
-- the record is kept until then. Raises VAL_005 (p_jti), VAL_010 (p_expires_at missing).
BEGIN
    PERFORM hera_internal.require_text(p_jti, 'p_jti', 200);
    PERFORM hera_internal.require_known('p_expires_at', p_expires_at::text, isfinite(p_expires_at));
    INSERT INTO hera_internal.spent_token AS s (jti, reason, expires_at, spent_at, spent_by)
    VALUES (p_jti, 'revoked', p_expires_at, clock_timestamp(), hera_internal.caller_name())
    ON CONFLICT (jti) DO UPDATE SET reason = 'revoked', expires_at = greatest(s.expires_at, excluded.expires_at);
    PERFORM hera_internal.write_platform_leaf('token.revoked', NULL, jsonb_build_object('jti', p_jti));
END
$function$;
COMMENT ON FUNCTION hera.revoke_token(text, timestamptz) IS 'Refuses a token before it expires.';
ALTER FUNCTION hera.revoke_token(text, timestamptz) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.revoke_token(text, timestamptz) TO hera_admin;
