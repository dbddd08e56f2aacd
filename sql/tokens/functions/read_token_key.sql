CREATE FUNCTION hera_internal.read_token_key(p_jwk jsonb)
RETURNS hera_internal.key_material
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Algorithm and material of a JWK (RFC 7517): kty oct with a secret of at least 32 bytes (RFC 7518, section 3.2) for
-- HS256, kty RSA with n of at least 2,048 bits and an odd e below 2^32 for RS256. The algorithm is NULL for anything
-- else; a private key is nothing to give to a database, and is refused like that.
DECLARE
    v_key hera_internal.key_material;
    v_bytes bytea;
BEGIN
    IF p_jwk ->> 'kty' = 'oct' AND length(p_jwk ->> 'k') BETWEEN 43 AND 1000
        AND p_jwk ->> 'k' ~ '^[A-Za-z0-9_-]+$' AND length(p_jwk ->> 'k') % 4 <> 1
    THEN
        v_bytes := hera_internal.decode_base64url(p_jwk ->> 'k');
        v_key.algorithm := 'HS256';
        v_key.inner_block := hera_internal.hmac_block(v_bytes, 54);
        v_key.outer_block := hera_internal.hmac_block(v_bytes, 92);
    ELSIF p_jwk ->> 'kty' = 'RSA' AND NOT p_jwk ? 'd' AND length(p_jwk ->> 'n') BETWEEN 342 AND 1400
        AND p_jwk ->> 'n' ~ '^[A-Za-z0-9_-]+$' AND length(p_jwk ->> 'n') % 4 <> 1 AND p_jwk ->> 'e' ~ '^[A-Za-z0-9_-]{2,6}$' AND length(p_jwk ->> 'e') <> 5
    THEN
        v_bytes := ltrim(hera_internal.decode_base64url(p_jwk ->> 'n'), E'\\x00'::bytea);
        v_key.modulus := hera_internal.bytes_to_numeric(v_bytes);
        v_key.modulus_bytes := octet_length(v_bytes);
        v_key.exponent := hera_internal.bytes_to_numeric(hera_internal.decode_base64url(p_jwk ->> 'e'));
        IF v_key.modulus_bytes >= 256 AND v_key.exponent BETWEEN 3 AND 4294967295 AND v_key.exponent % 2 = 1 THEN
            v_key.algorithm := 'RS256';
        END IF;
    END IF;
    RETURN v_key;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_token_key(jsonb) IS 'Algorithm and key material of a JWK; the algorithm is NULL when it is not one that verifies tokens.';
ALTER FUNCTION hera_internal.read_token_key(jsonb) OWNER TO hera_owner;
