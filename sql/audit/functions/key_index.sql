CREATE FUNCTION hera_internal.key_index(p_key bytea, p_first_tile bigint, p_last_tile bigint)
RETURNS bigint
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT t.tile * 256 + (t.found - 1) / 32
        FROM (
            SELECT x.tile, position(p_key IN x.keys) AS found FROM hera_internal.audit_tile AS x
            WHERE x.level = 0 AND x.tile BETWEEN p_first_tile AND p_last_tile
        ) AS t
        WHERE t.found % 32 = 1
        LIMIT 1
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.key_index(bytea, bigint, bigint) IS 'Place of the leaf with this key in some rows of the Merkle tree, or NULL.';
ALTER FUNCTION hera_internal.key_index(bytea, bigint, bigint) OWNER TO hera_owner;
