CREATE FUNCTION hera_internal.leaf_proof(p_organization_id uuid, p_leaf_id uuid, p_created_at timestamptz, p_size bigint)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One leaf with what is hashed of it and the way to the root over p_size leaves; index and path are NULL for a leaf that
-- is not among them.
DECLARE
    v_leaf hera_internal.audit_leaf%ROWTYPE;
    v_document_id uuid;
    v_index bigint;
BEGIN
    SELECT a.* INTO v_leaf FROM hera_internal.audit_leaf AS a
    WHERE a.organization_id = p_organization_id AND a.id = p_leaf_id AND a.created_at = p_created_at;
    v_index := hera_internal.leaf_index(v_leaf.organization_id, v_leaf.id, v_leaf.xid);
    IF v_index >= p_size THEN
        v_index := NULL;
    END IF;
    v_document_id := hera_internal.sealed_document(v_leaf.event, v_leaf.subject_id, v_leaf.detail);
    RETURN jsonb_build_object(
        'content', jsonb_build_array(
            v_leaf.organization_id, v_leaf.id, v_leaf.event, v_leaf.subject_id, v_leaf.actor, v_leaf.login,
            v_leaf.request_id, v_leaf.detail
        )::text,
        'document', CASE WHEN v_document_id IS NOT NULL THEN
            CASE WHEN v_leaf.header_hash IS NULL THEN
                hera_internal.document_content(v_leaf.organization_id, v_document_id)
            ELSE coalesce(hera_internal.header_content(
                v_leaf.organization_id, v_document_id, v_leaf.detail, v_leaf.actor, v_leaf.request_id
            ), '') END
        END,
        'index', v_index::text,
        'path', CASE WHEN v_index IS NOT NULL THEN hera_internal.inclusion_path(v_index, p_size) END
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.leaf_proof(uuid, uuid, timestamptz, bigint) IS 'A leaf with the proof that it is in the tree.';
ALTER FUNCTION hera_internal.leaf_proof(uuid, uuid, timestamptz, bigint) OWNER TO hera_owner;
