CREATE FUNCTION hera_internal.fold_hashes(p_hashes bytea)
RETURNS bytea
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Root of the RFC 6962 tree over hashes that stand one after the other, 32 bytes each: level by level, pairs become the
-- hash of the byte 0x01 and both; the odd one at the end goes up as it is. Nothing has the hash of nothing.
DECLARE
    v_hashes bytea := p_hashes;
BEGIN
    IF octet_length(v_hashes) = 0 THEN
        RETURN sha256(''::bytea);
    END IF;
    WHILE octet_length(v_hashes) > 32 LOOP
        v_hashes := (
            SELECT string_agg(sha256('\x01'::bytea || substr(v_hashes, 64 * i + 1, 64)), ''::bytea ORDER BY i)
            FROM generate_series(0, octet_length(v_hashes) / 64 - 1) AS i
        ) || substr(v_hashes, octet_length(v_hashes) / 64 * 64 + 1);
    END LOOP;
    RETURN v_hashes;
END
$function$;
COMMENT ON FUNCTION hera_internal.fold_hashes(bytea) IS 'Root of the Merkle tree over hashes, RFC 6962.';
ALTER FUNCTION hera_internal.fold_hashes(bytea) OWNER TO hera_owner;
