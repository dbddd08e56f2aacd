CREATE FUNCTION hera_internal.hmac_block(p_key bytea, p_pad integer)
RETURNS bytea
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The key, brought to 64 bytes, each XOR the pad: half of HMAC-SHA-256 (RFC 2104), done once for a key.
DECLARE
    v_block bytea := CASE WHEN octet_length(p_key) > 64 THEN sha256(p_key) ELSE p_key END;
BEGIN
    v_block := v_block || decode(repeat('00', 64 - octet_length(v_block)), 'hex');
    FOR v_at IN 0..63 LOOP
        v_block := set_byte(v_block, v_at, get_byte(v_block, v_at) # p_pad);
    END LOOP;
    RETURN v_block;
END
$function$;
COMMENT ON FUNCTION hera_internal.hmac_block(bytea, integer) IS 'Padded block of a key for HMAC-SHA-256.';
ALTER FUNCTION hera_internal.hmac_block(bytea, integer) OWNER TO hera_owner;
