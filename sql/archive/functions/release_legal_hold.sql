CREATE FUNCTION hera.release_legal_hold(p_hold uuid, p_reason text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Ends a hold; its row stays as evidence. Raises AUTHZ_001, VAL_002, and ARC_005 for one that is not there or has ended.
DECLARE
    v_organization_id uuid;
BEGIN
    PERFORM hera_internal.require_operator('hera.release_legal_hold');
    IF coalesce(p_reason, '') = '' THEN
        PERFORM hera_internal.raise_error('VAL_002', 'p_reason');
    END IF;
    UPDATE hera_internal.legal_hold AS h
    SET released_at = clock_timestamp(), released_by = hera_internal.caller_name(), release_reason = left(p_reason, 1000)
    WHERE h.id = p_hold AND h.released_at IS NULL
    RETURNING h.organization_id INTO v_organization_id;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('ARC_005', 'p_hold');
    END IF;
    PERFORM hera_internal.write_audit_leaf(
        v_organization_id, 'hold.released', p_hold, hera_internal.caller_name(), NULL,
        jsonb_build_object('reason', left(p_reason, 1000))
    );
END
$function$;
COMMENT ON FUNCTION hera.release_legal_hold(uuid, text) IS 'Ends a legal hold.';
ALTER FUNCTION hera.release_legal_hold(uuid, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.release_legal_hold(uuid, text) TO hera_admin;
