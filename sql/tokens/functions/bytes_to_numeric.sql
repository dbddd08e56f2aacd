CREATE FUNCTION hera_internal.bytes_to_numeric(p_bytes bytea)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The unsigned number that the bytes are, the first the most significant (OS2IP of RFC 8017, section 4.2). Seven bytes
-- at a time, which is what a bigint holds without its sign.
DECLARE
    v_head integer := octet_length(p_bytes) % 7;
    v_result numeric := 0;
BEGIN
    IF v_head > 0 THEN
        v_result := ('x' || lpad(encode(substr(p_bytes, 1, v_head), 'hex'), 14, '0'))::bit(56)::bigint;
    END IF;
    FOR v_at IN 0..octet_length(p_bytes) / 7 - 1 LOOP
        v_result := v_result * 72057594037927936
            + ('x' || encode(substr(p_bytes, v_head + v_at * 7 + 1, 7), 'hex'))::bit(56)::bigint;
    END LOOP;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.bytes_to_numeric(bytea) IS 'The unsigned number that bytes are.';
ALTER FUNCTION hera_internal.bytes_to_numeric(bytea) OWNER TO hera_owner;
