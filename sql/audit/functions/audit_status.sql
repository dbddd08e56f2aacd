CREATE FUNCTION hera.audit_status()
RETURNS jsonb
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- How far the audit trail is sealed: seal, sealed_at, leaves, unsealed (leaves that no seal has), unsealed_since (the oldest
-- of them), held_by (transactions that no seal can pass; NULL where the next seal takes everything) and checkpoint_directory.
-- Raises AUTHZ_001.
DECLARE
    v_seal record;
    v_unsealed record;
BEGIN
    IF NOT (hera_internal.is_admin() OR pg_has_role(hera_internal.caller_name()::name, 'hera_auditor', 'MEMBER')) THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.audit_status');
    END IF;
    SELECT s.number, s.sealed_at, s.tree_size, s.through_xid, h.xid_offset INTO v_seal
    FROM hera_internal.audit_seal AS s
    INNER JOIN hera_internal.audit_horizon AS h ON h.number = s.horizon
    ORDER BY s.number DESC
    LIMIT 1;
    SELECT count(*) AS leaves, min(a.created_at) AS since, min(a.xid) AS xid INTO v_unsealed
    FROM hera_internal.audit_leaf AS a
    WHERE a.xid >= coalesce(v_seal.through_xid, 0);
    RETURN jsonb_build_object(
        'seal', v_seal.number, 'sealed_at', v_seal.sealed_at, 'leaves', coalesce(v_seal.tree_size, 0),
        'unsealed', v_unsealed.leaves, 'unsealed_since', v_unsealed.since,
        'held_by', hera_internal.horizon_holders(v_unsealed.xid - coalesce(v_seal.xid_offset, 0)),
        'checkpoint_directory', hera_internal.server_setting_value('audit_checkpoint_directory')
    );
END
$function$;
COMMENT ON FUNCTION hera.audit_status() IS 'How far the audit trail is sealed, and what keeps the rest from it.';
ALTER FUNCTION hera.audit_status() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.audit_status() TO hera_admin, hera_auditor;
