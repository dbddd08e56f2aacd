CREATE FUNCTION hera_internal.is_signature_right(p_key hera_internal.key_material, p_signed text, p_signature bytea)
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- HS256: HMAC-SHA-256 (RFC 2104); both sides are hashed once more before they are compared, so that the time it takes
-- tells nothing of how many bytes agree. RS256: RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2.2); what the signature opens to
-- must be the whole encoded message, not only end with the hash.
BEGIN
    IF p_key.algorithm = 'HS256' THEN
        RETURN sha256(sha256(p_key.outer_block || sha256(p_key.inner_block || convert_to(p_signed, 'UTF8'))))
            = sha256(p_signature);
    END IF;
    RETURN octet_length(p_signature) = p_key.modulus_bytes
        AND hera_internal.power_modulo(hera_internal.bytes_to_numeric(p_signature), p_key.exponent, p_key.modulus)
        = hera_internal.bytes_to_numeric(
            E'\\x0001'::bytea || decode(repeat('ff', p_key.modulus_bytes - 54), 'hex')
            || E'\\x003031300d060960864801650304020105000420'::bytea || sha256(convert_to(p_signed, 'UTF8'))
        );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_signature_right(hera_internal.key_material, text, bytea) IS 'Whether a key made the signature of a token.';
ALTER FUNCTION hera_internal.is_signature_right(hera_internal.key_material, text, bytea) OWNER TO hera_owner;
