CREATE FUNCTION hera.acknowledge_restore(p_checkpoint jsonb, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Says that this is, with reason, an older state than the newest checkpoint that was kept: a point-in-time recovery. Seals
-- what there is, begins a new horizon and writes a leaf that names who, why, the checkpoint that is given up and the seal
-- from which the trail goes on. Returns the checkpoint to keep from now on. The checkpoint that is given up keeps failing
-- hera.verify_audit: nothing can make it true again. Raises AUTHZ_001, VAL_005 (p_reason) and VAL_010 for a checkpoint
-- that this trail still goes on from, so that there is nothing to acknowledge.
DECLARE
    v_head bigint;
    v_fault text;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.acknowledge_restore');
    END IF;
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    LOCK TABLE hera_internal.audit_head IN EXCLUSIVE MODE;
    SELECT h.seal INTO v_head FROM hera_internal.audit_head AS h FOR UPDATE;
    v_fault := hera_internal.find_bad_checkpoint(p_checkpoint);
    PERFORM hera_internal.require_known('p_checkpoint', p_checkpoint ->> 'seal', v_fault IS NOT NULL AND v_head > 0);
    RETURN hera_internal.begin_horizon(
        v_head, (SELECT c.system_identifier FROM pg_control_system() AS c), 'acknowledged',
        jsonb_build_object(
            'reason', p_reason, 'fault', v_fault, 'given_up', p_checkpoint, 'goes_on_from', hera_internal.checkpoint(v_head)
        )
    );
END
$function$;
COMMENT ON FUNCTION hera.acknowledge_restore(jsonb, text) IS 'Accepts a recovery to an older state and begins a new horizon.';
ALTER FUNCTION hera.acknowledge_restore(jsonb, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.acknowledge_restore(jsonb, text) TO hera_admin;
