CREATE FUNCTION hera_internal.find_bad_tree()
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Rows of the tree that are missing, of a wrong length or not the roots of the rows below, and a root that is not that
-- of the last seal; NULL when there is none.
DECLARE
    v_size bigint;
    v_root bytea;
    v_findings text[];
BEGIN
    SELECT s.tree_size, s.root INTO v_size, v_root FROM hera_internal.audit_seal AS s ORDER BY s.number DESC LIMIT 1;
    WITH RECURSIVE level AS (
        SELECT 0::smallint AS level, coalesce(v_size, 0) AS digests
        UNION ALL
        SELECT (l.level + 1)::smallint, l.digests / 256 FROM level AS l WHERE l.digests >= 256
    ), wanted AS (
        SELECT l.level, w.tile, least(256, l.digests - w.tile * 256) * 32 AS bytes
        FROM level AS l
        CROSS JOIN LATERAL generate_series(0, (l.digests + 255) / 256 - 1) AS w (tile)
    )
    SELECT array_agg(f.finding ORDER BY f.finding) INTO v_findings
    FROM (
        SELECT format('row %s of level %s', coalesce(w.tile, t.tile), coalesce(w.level, t.level)) AS finding
        FROM wanted AS w
        FULL JOIN hera_internal.audit_tile AS t ON t.level = w.level AND t.tile = w.tile
        WHERE octet_length(t.digests) IS DISTINCT FROM w.bytes
            OR octet_length(t.keys) IS DISTINCT FROM CASE w.level WHEN 0 THEN w.bytes END
        UNION
        SELECT format('row %s of level %s', u.tile, u.level)
        FROM hera_internal.audit_tile AS t
        INNER JOIN hera_internal.audit_tile AS u ON u.level = t.level + 1 AND u.tile = t.tile / 256
        WHERE octet_length(t.digests) = 8192
            AND substr(u.digests, ((t.tile % 256) * 32 + 1)::integer, 32) <> hera_internal.fold_hashes(t.digests || ''::bytea)
        UNION
        SELECT 'the root' WHERE hera_internal.tree_hash(0, v_size) <> v_root
    ) AS f;
    RETURN hera_internal.list_findings(v_findings);
END
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_tree() IS 'What is wrong with the Merkle tree, or NULL.';
ALTER FUNCTION hera_internal.find_bad_tree() OWNER TO hera_owner;
