CREATE FUNCTION hera_internal.consistency_path(p_old bigint, p_size bigint)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- RFC 6962, 2.1.2: the hashes that show that the first p_old leaves are those of the first p_size, in the order of the
-- RFC; empty for none and for all.
DECLARE
    v_low bigint := 0;
    v_high bigint := p_size;
    v_middle bigint;
    v_whole boolean := true;
    v_path text[] := '{}'::text[];
BEGIN
    IF p_old = 0 OR p_old = p_size THEN
        RETURN '[]'::jsonb;
    END IF;
    WHILE p_old < v_high LOOP
        v_middle := v_low + hera_internal.lower_power(v_high - v_low);
        IF p_old <= v_middle THEN
            v_path := encode(hera_internal.tree_hash(v_middle, v_high), 'hex') || v_path;
            v_high := v_middle;
        ELSE
            v_path := encode(hera_internal.tree_hash(v_low, v_middle), 'hex') || v_path;
            v_low := v_middle;
            v_whole := false;
        END IF;
    END LOOP;
    -- What is left is the old root where the way led to the left only: the verifier has it.
    IF NOT v_whole THEN
        v_path := encode(hera_internal.tree_hash(v_low, v_high), 'hex') || v_path;
    END IF;
    RETURN to_jsonb(v_path);
END
$function$;
COMMENT ON FUNCTION hera_internal.consistency_path(bigint, bigint) IS 'Proof that an older tree is the beginning of the tree, RFC 6962.';
ALTER FUNCTION hera_internal.consistency_path(bigint, bigint) OWNER TO hera_owner;
