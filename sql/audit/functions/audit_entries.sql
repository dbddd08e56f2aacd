CREATE FUNCTION hera_internal.audit_entries(p_from bigint, p_through bigint, p_rehash boolean)
RETURNS TABLE (organization_id uuid, id uuid, xid bigint, hash bytea)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Leaves of the transactions from p_from up to, not including, p_through with their hash in the tree: RFC 6962 over the
-- hash of the leaf, followed by that of the header of the document that the leaf posted, reversed with or voided, as it was
-- then; leaves of before have none, and that of header and lines follows. p_rehash derives every hash again from what there
-- is, and gives NULL for a leaf that says otherwise.
BEGIN
    IF NOT p_rehash THEN
        RETURN QUERY
        SELECT a.organization_id, a.id, a.xid, sha256(E'\\x00'::bytea || a.leaf_hash || coalesce(a.header_hash, ''::bytea))
        FROM hera_internal.audit_leaf AS a
        WHERE a.xid >= p_from AND a.xid < p_through AND (
            a.header_hash IS NOT NULL OR hera_internal.sealed_document(a.event, a.subject_id, a.detail) IS NULL
        );
    END IF;
    RETURN QUERY SELECT e.* FROM hera_internal.entries_by_rows(p_from, p_through, p_rehash) AS e;
END
$function$;
COMMENT ON FUNCTION hera_internal.audit_entries(bigint, bigint, boolean) IS 'Leaves of a span of transactions with their hashes in the tree.';
ALTER FUNCTION hera_internal.audit_entries(bigint, bigint, boolean) OWNER TO hera_owner;
