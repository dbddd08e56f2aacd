CREATE FUNCTION hera_internal.tree_entries(p_first_tile bigint DEFAULT 0, p_last_tile bigint DEFAULT NULL)
RETURNS TABLE (leaf_index bigint, organization_id uuid, id uuid, hash bytea)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Leaves as the tree has them, from one tile to another, or to the last one. A tile whose keys and digests are not of one
-- length shows what both have.
BEGIN
    RETURN QUERY
    SELECT t.tile * 256 + i, encode(substr(t.keys, i * 32 + 1, 16), 'hex')::uuid,
        encode(substr(t.keys, i * 32 + 17, 16), 'hex')::uuid, substr(t.digests, i * 32 + 1, 32)
    FROM (
        -- Detoasted once, not once a leaf.
        SELECT x.tile, x.digests || ''::bytea AS digests, x.keys || ''::bytea AS keys
        FROM hera_internal.audit_tile AS x
        WHERE x.level = 0 AND x.tile BETWEEN p_first_tile AND coalesce(p_last_tile, 9223372036854775807)
        OFFSET 0
    ) AS t
    CROSS JOIN LATERAL generate_series(0, least(octet_length(t.digests), octet_length(t.keys)) / 32 - 1) AS i;
END
$function$;
COMMENT ON FUNCTION hera_internal.tree_entries(bigint, bigint) IS 'Leaves of the Merkle tree with their places.';
ALTER FUNCTION hera_internal.tree_entries(bigint, bigint) OWNER TO hera_owner;
