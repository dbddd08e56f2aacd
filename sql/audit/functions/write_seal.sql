CREATE FUNCTION hera_internal.write_seal(
    p_head bigint, p_tree_size bigint, p_from bigint, p_through bigint, p_horizon integer
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes the seal after p_head over the leaves that the tree has by now, and returns its checkpoint. The caller holds the
-- head row. p_horizon NULL goes on in that of the last seal.
DECLARE
    v_previous record;
    v_horizon integer;
    v_system_identifier bigint;
    v_root bytea := hera_internal.tree_hash(0, p_tree_size);
    v_oldest_at timestamptz;
    v_sealed_at timestamptz;
    v_by text := hera_internal.caller_name();
BEGIN
    SELECT s.seal_hash, s.sealed_at, s.horizon INTO v_previous FROM hera_internal.audit_seal AS s WHERE s.number = p_head;
    v_horizon := coalesce(p_horizon, v_previous.horizon);
    SELECT z.system_identifier INTO v_system_identifier FROM hera_internal.audit_horizon AS z WHERE z.number = v_horizon;
    SELECT min(a.created_at) INTO v_oldest_at FROM hera_internal.audit_leaf AS a
    WHERE a.xid >= p_from AND a.xid < p_through;
    -- A clock that was set back does not make a seal older than the one before it.
    v_sealed_at := greatest(clock_timestamp(), v_previous.sealed_at);
    v_previous.seal_hash := coalesce(v_previous.seal_hash, decode(repeat('00', 32), 'hex'));
    INSERT INTO hera_internal.audit_seal (
        number, horizon, tree_size, root, through_xid, oldest_at, sealed_at, sealed_by, previous_hash, seal_hash
    )
    VALUES (
        p_head + 1, v_horizon, p_tree_size, v_root, p_through, v_oldest_at, v_sealed_at, v_by, v_previous.seal_hash,
        hera_internal.audit_seal_hash(
            p_head + 1, v_horizon, v_system_identifier, p_tree_size, v_root, p_through, v_oldest_at, v_sealed_at, v_by,
            v_previous.seal_hash
        )
    );
    UPDATE hera_internal.audit_head AS h SET seal = p_head + 1;
    RETURN hera_internal.checkpoint(p_head + 1);
END
$function$;
COMMENT ON FUNCTION hera_internal.write_seal(bigint, bigint, bigint, bigint, integer) IS 'Writes the next seal.';
ALTER FUNCTION hera_internal.write_seal(bigint, bigint, bigint, bigint, integer) OWNER TO hera_owner;
