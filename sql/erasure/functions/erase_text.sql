CREATE FUNCTION hera.erase_text(p_organization_id uuid, p_transaction_id uuid, p_reason text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Destroys names and texts of one document for good, with a leaf that says so; the posting does not change. Raises AUTHZ_001,
-- VAL_005 (p_reason), LED_008, ERA_005.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'entities.erase');
    v_counts jsonb;
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    IF NOT EXISTS (
        SELECT FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    ) THEN
        PERFORM hera_internal.raise_error('LED_008', 'p_transaction_id');
    END IF;
    PERFORM hera_internal.require_no_hold(p_organization_id, ARRAY[p_transaction_id]);
    v_counts := (
        SELECT jsonb_object_agg(e.what, e.count) FROM hera_internal.erase_documents(p_organization_id, ARRAY[p_transaction_id]) AS e
    );
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'text.erased', p_transaction_id, v_by, NULL,
        jsonb_build_object('reason', p_reason, 'erased', v_counts)
    );
END
$function$;
COMMENT ON FUNCTION hera.erase_text(uuid, uuid, text) IS 'Destroys names and texts of one document for good.';
ALTER FUNCTION hera.erase_text(uuid, uuid, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.erase_text(uuid, uuid, text) TO hera_app, hera_admin;
