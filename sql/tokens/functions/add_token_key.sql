CREATE FUNCTION hera.add_token_key(
    p_kid text,
    p_jwk jsonb,
    p_issuer text DEFAULT NULL,
    p_audience text DEFAULT NULL,
    p_valid_from timestamptz DEFAULT NULL,
    p_valid_until timestamptz DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Accepts tokens that this key signs, from p_valid_from (now) until p_valid_until (open). Several keys are in force at
-- once, so that a new one is added before the old is retired. A key is never replaced under its name.
-- Raises VAL_005 (kid, issuer, audience), VAL_010 (not a key that verifies; times; kid taken). Errors do not repeat the key.
DECLARE
    v_key hera_internal.key_material := hera_internal.read_token_key(p_jwk);
    v_now timestamptz := clock_timestamp();
    v_from timestamptz := coalesce(p_valid_from, v_now);
BEGIN
    PERFORM hera_internal.require_text(p_kid, 'p_kid', 200);
    PERFORM hera_internal.require_text(coalesce(p_issuer, '-'), 'p_issuer', 200);
    PERFORM hera_internal.require_text(coalesce(p_audience, '-'), 'p_audience', 200);
    IF v_key.algorithm IS NULL THEN
        PERFORM hera_internal.raise_error(
            'VAL_010', 'p_jwk', 'p_jwk: not a JWK with a secret of 32 bytes or more, nor a public RSA key of 2,048 bits or more'
        );
    ELSIF p_valid_until <= v_from THEN
        PERFORM hera_internal.require_known('p_valid_until', p_valid_until::text, false);
    END IF;
    INSERT INTO hera_internal.token_key (
        kid, algorithm, inner_block, outer_block, modulus, modulus_bytes, exponent, issuer, audience, valid_from,
        valid_until, created_at, created_by
    )
    VALUES (
        p_kid, v_key.algorithm, v_key.inner_block, v_key.outer_block, v_key.modulus, v_key.modulus_bytes, v_key.exponent,
        p_issuer, p_audience, v_from, p_valid_until, v_now, hera_internal.caller_name()
    )
    ON CONFLICT (kid) DO NOTHING;
    PERFORM hera_internal.require_known('p_kid', p_kid, FOUND);
    PERFORM hera_internal.write_platform_leaf('token_key.added', NULL, jsonb_build_object(
        'kid', p_kid, 'algorithm', v_key.algorithm, 'issuer', p_issuer, 'audience', p_audience, 'valid_until', p_valid_until
    ));
END
$function$;
COMMENT ON FUNCTION hera.add_token_key(text, jsonb, text, text, timestamptz, timestamptz) IS 'Adds a key (JWK) whose tokens hera.authenticate accepts.';
ALTER FUNCTION hera.add_token_key(text, jsonb, text, text, timestamptz, timestamptz) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.add_token_key(text, jsonb, text, text, timestamptz, timestamptz) TO hera_admin;
