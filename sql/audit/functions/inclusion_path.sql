CREATE FUNCTION hera_internal.inclusion_path(p_index bigint, p_size bigint)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- RFC 6962, 2.1.1: the hashes that lead from the leaf at p_index to the root of the first p_size leaves, the lowest
-- first. Reads one row a level for each.
DECLARE
    v_low bigint := 0;
    v_high bigint := p_size;
    v_middle bigint;
    v_path text[] := '{}'::text[];
BEGIN
    WHILE v_high - v_low > 1 LOOP
        v_middle := v_low + hera_internal.lower_power(v_high - v_low);
        IF p_index < v_middle THEN
            v_path := encode(hera_internal.tree_hash(v_middle, v_high), 'hex') || v_path;
            v_high := v_middle;
        ELSE
            v_path := encode(hera_internal.tree_hash(v_low, v_middle), 'hex') || v_path;
            v_low := v_middle;
        END IF;
    END LOOP;
    RETURN to_jsonb(v_path);
END
$function$;
COMMENT ON FUNCTION hera_internal.inclusion_path(bigint, bigint) IS 'Proof that a leaf is in the tree, RFC 6962.';
ALTER FUNCTION hera_internal.inclusion_path(bigint, bigint) OWNER TO hera_owner;
