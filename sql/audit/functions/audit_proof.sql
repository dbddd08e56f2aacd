CREATE FUNCTION hera.audit_proof(p_organization_id uuid, p_id uuid, p_checkpoint jsonb DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A bundle that proves to anybody, without this database, what the last seal holds of a document or of one leaf: every
-- leaf with that id or about it, with what is hashed and its path to the root. With a checkpoint that was kept, also that the
-- trail only grew since. Leaves that no seal has yet come without a path. Raises AUTHZ_001, AUD_001 (nothing is sealed yet,
-- or a checkpoint that is not of this trail) and LED_008 (nothing of that id).
DECLARE
    v_seal bigint := (SELECT h.seal FROM hera_internal.audit_head AS h);
    v_size bigint := (SELECT s.tree_size FROM hera_internal.audit_seal AS s WHERE s.number = v_seal);
    v_old bigint;
    v_leaves jsonb;
    v_fault text := hera_internal.find_bad_checkpoint(p_checkpoint);
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'audit.read');
    IF v_size IS NULL THEN
        PERFORM hera_internal.raise_error('AUD_001', 'p_id');
    ELSIF p_checkpoint IS NOT NULL AND v_fault IS NOT NULL THEN
        PERFORM hera_internal.raise_error('AUD_001', 'p_checkpoint', v_fault);
    END IF;
    v_leaves := (
        SELECT jsonb_agg(hera_internal.leaf_proof(a.organization_id, a.id, a.created_at, v_size) ORDER BY a.id)
        FROM (
            SELECT x.organization_id, x.id, x.created_at FROM hera_internal.audit_leaf AS x
            WHERE x.organization_id = p_organization_id AND x.id = p_id
            UNION
            SELECT x.organization_id, x.id, x.created_at FROM hera_internal.audit_leaf AS x
            WHERE x.organization_id = p_organization_id AND x.subject_id = p_id
        ) AS a
    );
    IF v_leaves IS NULL THEN
        PERFORM hera_internal.raise_error('LED_008', 'p_id');
    END IF;
    v_old := (p_checkpoint ->> 'tree_size')::bigint;
    RETURN jsonb_build_object(
        'format', 'hera proof 1', 'checkpoint', hera_internal.checkpoint(v_seal), 'leaves', v_leaves
    ) || CASE WHEN p_checkpoint IS NULL THEN '{}' ELSE jsonb_build_object(
        'since', p_checkpoint, 'consistency', hera_internal.consistency_path(v_old, v_size)
    ) END;
END
$function$;
COMMENT ON FUNCTION hera.audit_proof(uuid, uuid, jsonb) IS 'Proof that the sealed audit trail holds a document or a leaf, for offline verification.';
ALTER FUNCTION hera.audit_proof(uuid, uuid, jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.audit_proof(uuid, uuid, jsonb) TO hera_app, hera_admin, hera_auditor;
