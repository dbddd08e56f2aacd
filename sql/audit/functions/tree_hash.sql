CREATE FUNCTION hera_internal.tree_hash(p_from bigint, p_to bigint)
RETURNS bytea
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- RFC 6962 hash of the leaves from p_from up to, not including, p_to, where p_from is 0 or a multiple of a power of two
-- that is not less than their number, as every node of a tree is. Reads one row a level: the right edge of the leaves,
-- then that of the roots of full rows, and so on, each with what the level below left over behind it.
DECLARE
    v_level smallint := 0;
    v_low bigint := p_from;
    v_high bigint := p_to;
    v_start bigint;
    v_row bytea;
    v_rest bytea := ''::bytea;
BEGIN
    LOOP
        -- A node that does not begin with a row is within that row.
        v_start := CASE WHEN v_low % 256 = 0 THEN greatest(v_low, v_high / 256 * 256) ELSE v_low END;
        IF v_high > v_start THEN
            v_row := (
                SELECT substr(t.digests, ((v_start % 256) * 32 + 1)::integer, ((v_high - v_start) * 32)::integer)
                FROM hera_internal.audit_tile AS t
                WHERE t.level = v_level AND t.tile = v_start / 256
            );
            -- A row that is not there, or too short, has a hash that nothing has.
            v_rest := hera_internal.fold_hashes(coalesce(v_row, ''::bytea) || v_rest);
        END IF;
        EXIT WHEN v_start = v_low;
        v_level := v_level + 1;
        v_low := v_low / 256;
        v_high := v_high / 256;
    END LOOP;
    RETURN CASE WHEN p_to > p_from THEN v_rest ELSE sha256(''::bytea) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.tree_hash(bigint, bigint) IS 'Hash of a node of the Merkle tree, or its root.';
ALTER FUNCTION hera_internal.tree_hash(bigint, bigint) OWNER TO hera_owner;
