CREATE FUNCTION hera_internal.append_leaves(p_size bigint, p_from bigint, p_through bigint, p_missing boolean)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- Puts the leaves of a span of transactions behind the p_size that the tree has, in the order of their ids, and closes
-- the rows that became full, level by level. Returns how many; reads nothing of the tree but its right edge.
-- p_missing takes only those that the tree does not have, which reads all of it. The caller holds the head row.
DECLARE
    v_added bigint;
    v_level smallint := 0;
    v_first bigint;
    v_last bigint;
BEGIN
    WITH entry AS (
        SELECT p_size + row_number() OVER (ORDER BY e.id, e.organization_id) - 1 AS place,
            uuid_send(e.organization_id) || uuid_send(e.id) AS key, e.hash
        FROM hera_internal.audit_entries(p_from, p_through, false) AS e
        LEFT JOIN (
            SELECT k.organization_id, k.id FROM hera_internal.tree_entries(0, CASE WHEN p_missing THEN NULL ELSE -1 END) AS k
        ) AS k ON k.organization_id = e.organization_id AND k.id = e.id
        WHERE k.id IS NULL
    ), stored AS (
        INSERT INTO hera_internal.audit_tile AS t (level, tile, digests, keys)
        SELECT 0, e.place / 256, string_agg(e.hash, ''::bytea ORDER BY e.place), string_agg(e.key, ''::bytea ORDER BY e.place)
        FROM entry AS e
        GROUP BY e.place / 256
        ON CONFLICT (level, tile) DO UPDATE SET digests = t.digests || excluded.digests, keys = t.keys || excluded.keys
    )
    SELECT count(*) INTO v_added FROM entry;
    v_first := p_size / 256;
    v_last := (p_size + v_added) / 256;
    WHILE v_last > v_first LOOP
        INSERT INTO hera_internal.audit_tile AS t (level, tile, digests)
        SELECT v_level + 1, f.tile / 256, string_agg(f.hash, ''::bytea ORDER BY f.tile)
        FROM (
            SELECT x.tile, hera_internal.fold_hashes(x.digests || ''::bytea) AS hash
            FROM hera_internal.audit_tile AS x
            WHERE x.level = v_level AND x.tile >= v_first AND x.tile < v_last
        ) AS f
        GROUP BY f.tile / 256
        ON CONFLICT (level, tile) DO UPDATE SET digests = t.digests || excluded.digests;
        v_level := v_level + 1;
        v_first := v_first / 256;
        v_last := v_last / 256;
    END LOOP;
    RETURN v_added;
END
$function$;
COMMENT ON FUNCTION hera_internal.append_leaves(bigint, bigint, bigint, boolean) IS 'Appends leaves to the Merkle tree.';
ALTER FUNCTION hera_internal.append_leaves(bigint, bigint, bigint, boolean) OWNER TO hera_owner;
