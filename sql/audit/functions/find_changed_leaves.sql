CREATE FUNCTION hera_internal.find_changed_leaves()
RETURNS TABLE (kind text, findings text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Reads every sealed leaf and the rows of its document again and compares them with the tree: kind changed for a leaf
-- that is not there, or not what was sealed, itself or in the rows of its document; kind added for one that has the number
-- of a sealed transaction and is not in the tree, or is there twice. A leaf without a seal is held against its own hashes.
DECLARE
    v_through bigint := (
        SELECT s.through_xid FROM hera_internal.audit_seal AS s ORDER BY s.number DESC LIMIT 1
    );
BEGIN
    RETURN QUERY
    WITH archived AS MATERIALIZED (
        SELECT hera_internal.first_id(m.month::timestamp AT TIME ZONE 'UTC') AS first_id,
            hera_internal.first_id((m.month + interval '1 month') AT TIME ZONE 'UTC') AS end_id
        FROM hera_internal.archived_month AS m
    ), sealed AS (
        SELECT s.tree_size, s.through_xid, coalesce(lag(s.tree_size) OVER (ORDER BY s.number), 0) AS first_leaf,
            -- The first seal of a horizon takes what there is, whatever numbers it has.
            CASE WHEN s.horizon = lag(s.horizon) OVER (ORDER BY s.number) THEN lag(s.through_xid) OVER (ORDER BY s.number)
            END AS from_xid
        FROM hera_internal.audit_seal AS s
    ), compared AS (
        SELECT t.leaf_index, coalesce(t.organization_id, e.organization_id) AS organization_id, coalesce(t.id, e.id) AS id, e.xid,
            CASE WHEN t.id IS NULL THEN 'added' WHEN e.hash IS DISTINCT FROM t.hash THEN 'changed' END AS kind,
            CASE WHEN e.id IS NULL THEN 'is gone' WHEN t.id IS NULL THEN 'is not in the tree' ELSE 'or its document differs' END AS what
        FROM hera_internal.tree_entries() AS t
        FULL JOIN hera_internal.audit_entries(0, coalesce(v_through, 0), true) AS e
            ON e.organization_id = t.organization_id AND e.id = t.id
    )
    SELECT f.kind, hera_internal.list_findings(array_agg(format('leaf %s %s', f.id, f.what) ORDER BY f.leaf_index, f.id))
    FROM (
        SELECT c.kind, c.leaf_index, c.id, c.what FROM compared AS c
        -- Leaves of archived months are in the archive: hera_internal.find_changed_archives counts them.
        WHERE c.kind IS NOT NULL AND NOT (c.what = 'is gone' AND EXISTS (
            SELECT FROM archived AS a WHERE c.id >= a.first_id AND c.id < a.end_id
        ))
        UNION ALL
        SELECT 'changed', c.leaf_index, c.id, 'has the number of another transaction'
        FROM compared AS c
        INNER JOIN sealed AS s ON c.leaf_index >= s.first_leaf AND c.leaf_index < s.tree_size
        WHERE c.xid < s.from_xid OR c.xid >= s.through_xid
        UNION ALL
        SELECT 'changed', NULL, e.id, 'has no seal yet, and is not as it was written or its document differs'
        FROM hera_internal.audit_entries(coalesce(v_through, 0), 9223372036854775807, true) AS e
        WHERE e.hash IS NULL
        UNION ALL
        SELECT 'added', min(c.leaf_index), c.id, 'is in the tree twice'
        FROM compared AS c
        GROUP BY c.organization_id, c.id
        HAVING count(*) > 1
    ) AS f
    GROUP BY f.kind;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_changed_leaves() IS 'Sealed leaves that are not as they were sealed, or not in the tree.';
ALTER FUNCTION hera_internal.find_changed_leaves() OWNER TO hera_owner;
