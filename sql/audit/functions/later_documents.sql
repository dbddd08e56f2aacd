CREATE FUNCTION hera_internal.later_documents(p_organization_id uuid, p_seal bigint)
RETURNS TABLE (transaction_id uuid, created_at timestamptz, leaf_id uuid, leaf_at timestamptz)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Documents of an organization that became final after a seal, each with the leaf that says so. Leaves after the seal are
-- those of its transactions and later ones; none is older than the oldest leaf of any later seal, or than the oldest that
-- no seal has, which is where the search in the organization's leaves begins. Raises ARC_003 when some of them are in the
-- archive.
DECLARE
    v_through bigint := (SELECT s.through_xid FROM hera_internal.audit_seal AS s WHERE s.number = p_seal);
    v_sealed bigint := (SELECT s.through_xid FROM hera_internal.audit_seal AS s ORDER BY s.number DESC LIMIT 1);
    v_oldest_at timestamptz;
    v_final bigint := (SELECT max(m.final_seal) FROM hera_internal.archived_month AS m);
BEGIN
    IF p_seal < v_final THEN
        PERFORM hera_internal.raise_error(
            'ARC_003', 'p_known_at', format('documents that became final after seal %s are in the archive: seal %s is the first '
                || 'that can be asked for', p_seal, v_final)
        );
    END IF;
    v_oldest_at := least(
        (SELECT min(s.oldest_at) FROM hera_internal.audit_seal AS s WHERE s.number > p_seal),
        (SELECT min(a.created_at) FROM hera_internal.audit_leaf AS a WHERE a.xid >= v_sealed)
    );
    RETURN QUERY
    -- What was written in a copy before it was first sealed there has small numbers, and came after every earlier seal.
    WITH stray AS MATERIALIZED (
        SELECT e.id
        FROM hera_internal.audit_horizon AS h
        INNER JOIN hera_internal.audit_seal AS s ON s.number = h.first_seal
        INNER JOIN hera_internal.audit_seal AS b ON b.number = s.number - 1
        CROSS JOIN LATERAL hera_internal.tree_entries(b.tree_size / 256, (s.tree_size - 1) / 256) AS e
        WHERE h.first_seal > p_seal AND e.organization_id = p_organization_id AND e.leaf_index >= b.tree_size
            AND e.leaf_index < s.tree_size
    )
    SELECT d.document_id, hera_internal.uuid_time(d.document_id), d.id, d.created_at
    FROM (
        SELECT a.id, a.created_at, hera_internal.sealed_document(a.event, a.subject_id, a.detail) AS document_id
        FROM stray AS x
        INNER JOIN hera_internal.audit_leaf AS a
            ON a.organization_id = p_organization_id AND a.id = x.id AND a.created_at = hera_internal.uuid_time(x.id)
        WHERE a.xid < v_through
        UNION ALL
        SELECT a.id, a.created_at, hera_internal.sealed_document(a.event, a.subject_id, a.detail) AS document_id
        FROM hera_internal.audit_leaf AS a
        WHERE a.organization_id = p_organization_id AND a.created_at >= v_oldest_at
            AND a.id >= hera_internal.first_id(v_oldest_at) AND a.xid >= v_through
    ) AS d
    WHERE d.document_id IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.later_documents(uuid, bigint) IS 'Documents that became final after a seal.';
ALTER FUNCTION hera_internal.later_documents(uuid, bigint) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.later_documents(uuid, bigint) TO hera_api;
