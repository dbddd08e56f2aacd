CREATE FUNCTION hera_internal.leaf_index(p_organization_id uuid, p_id uuid, p_xid bigint)
RETURNS bigint
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Place of a leaf in the tree, from 0; NULL for one that no seal has. The seal that took its transaction tells which rows
-- of the tree to look at. Where it is not there, as after a restore, all are looked at.
DECLARE
    v_key bytea := uuid_send(p_organization_id) || uuid_send(p_id);
    v_first bigint;
    v_last bigint;
BEGIN
    SELECT s.tree_size / 256 INTO v_last FROM hera_internal.audit_seal AS s
    WHERE s.through_xid > p_xid
    ORDER BY s.through_xid, s.number
    LIMIT 1;
    v_first := (
        SELECT s.tree_size / 256 FROM hera_internal.audit_seal AS s
        WHERE s.through_xid <= p_xid
        ORDER BY s.through_xid DESC, s.number DESC
        LIMIT 1
    );
    RETURN coalesce(
        hera_internal.key_index(v_key, coalesce(v_first, 0), v_last),
        hera_internal.key_index(v_key, 0, 9223372036854775807)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.leaf_index(uuid, uuid, bigint) IS 'Place of a leaf in the Merkle tree.';
ALTER FUNCTION hera_internal.leaf_index(uuid, uuid, bigint) OWNER TO hera_owner;
