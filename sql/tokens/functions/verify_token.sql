CREATE FUNCTION hera_internal.verify_token(p_token text, OUT kid text, OUT claims jsonb, OUT fresh boolean)
RETURNS record
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The claims of a token whose signature is right; NULLs for anything else, whatever it is. A signature that was computed
-- once is known by the hash of the token, as long as its key is there; fresh says that it was computed now and kept.
DECLARE
    v_hash bytea := sha256(convert_to(p_token, 'UTF8'));
    v_kid text;
    v_key hera_internal.key_material;
    v_header jsonb;
    v_claims jsonb;
BEGIN
    -- A standby cannot read an unlogged table: there a signature is computed each time.
    IF NOT pg_is_in_recovery() THEN
        SELECT t.kid, t.claims INTO kid, claims
        FROM hera_internal.verified_token AS t
        INNER JOIN hera_internal.token_key AS k ON k.kid = t.kid
        WHERE t.token_hash = v_hash;
    END IF;
    IF kid IS NOT NULL OR length(p_token) > 10000 OR p_token !~ '^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$' THEN
        RETURN;
    END IF;
    BEGIN
        v_header := convert_from(hera_internal.decode_base64url(split_part(p_token, '.', 1)), 'UTF8')::jsonb;
        SELECT k.kid, k.algorithm, k.inner_block, k.outer_block, k.modulus, k.modulus_bytes, k.exponent
        INTO v_kid, v_key.algorithm, v_key.inner_block, v_key.outer_block, v_key.modulus, v_key.modulus_bytes, v_key.exponent
        FROM hera_internal.token_key AS k
        WHERE k.kid = v_header ->> 'kid' AND k.algorithm = v_header ->> 'alg';
        IF NOT FOUND OR NOT hera_internal.is_signature_right(
            v_key, left(p_token, -length(split_part(p_token, '.', 3)) - 1),
            hera_internal.decode_base64url(split_part(p_token, '.', 3))
        ) THEN
            RETURN;
        END IF;
        v_claims := convert_from(hera_internal.decode_base64url(split_part(p_token, '.', 2)), 'UTF8')::jsonb;
    EXCEPTION WHEN data_exception THEN
        -- Not base64, not UTF-8 or not JSON.
        RETURN;
    END;
    IF jsonb_typeof(v_claims) <> 'object' OR jsonb_typeof(v_claims -> 'exp') IS DISTINCT FROM 'number' THEN
        RETURN;
    END IF;
    kid := v_kid;
    claims := v_claims;
    IF NOT current_setting('transaction_read_only')::boolean AND (claims ->> 'exp')::numeric BETWEEN 0 AND 99999999999 THEN
        INSERT INTO hera_internal.verified_token (token_hash, kid, claims, expires_at)
        VALUES (v_hash, kid, claims, to_timestamp((claims ->> 'exp')::float8))
        ON CONFLICT (token_hash) DO NOTHING;
        fresh := FOUND;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.verify_token(text) IS 'Key and claims of a token whose signature is right.';
ALTER FUNCTION hera_internal.verify_token(text) OWNER TO hera_owner;
