CREATE FUNCTION hera.seal_audit()
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts every leaf that all later snapshots can see into the Merkle tree and links a new seal to the last one; where there
-- is none to add, the last seal stands. Returns the checkpoint, to be kept outside. No request waits for it: only another
-- seal, and a report as of a moment, wait for the lock on the head. In another cluster than that of the last seal a new
-- horizon begins. Raises AUTHZ_001.
DECLARE
    v_head bigint;
    v_last record;
    v_system_identifier bigint := (SELECT c.system_identifier FROM pg_control_system() AS c);
    v_through bigint;
    v_added bigint;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.seal_audit');
    END IF;
    LOCK TABLE hera_internal.audit_head IN EXCLUSIVE MODE;
    SELECT h.seal INTO v_head FROM hera_internal.audit_head AS h FOR UPDATE;
    SELECT s.tree_size, s.through_xid, z.xid_offset, z.system_identifier INTO v_last
    FROM hera_internal.audit_seal AS s
    INNER JOIN hera_internal.audit_horizon AS z ON z.number = s.horizon
    WHERE s.number = v_head;
    IF v_last.system_identifier IS DISTINCT FROM v_system_identifier THEN
        RETURN hera_internal.begin_horizon(
            v_head, v_system_identifier, CASE WHEN v_head = 0 THEN 'first' ELSE 'restored' END, '{}'
        );
    END IF;
    v_through := pg_snapshot_xmin(pg_current_snapshot())::text::bigint + v_last.xid_offset;
    -- The next statement sees what every transaction before v_through has committed.
    v_added := hera_internal.append_leaves(v_last.tree_size, v_last.through_xid, v_through, false);
    IF v_added = 0 THEN
        RETURN hera_internal.checkpoint(v_head);
    END IF;
    RETURN hera_internal.write_seal(v_head, v_last.tree_size + v_added, v_last.through_xid, v_through, NULL);
END
$function$;
COMMENT ON FUNCTION hera.seal_audit() IS 'Seals the audit trail and returns a checkpoint.';
ALTER FUNCTION hera.seal_audit() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.seal_audit() TO hera_admin;
