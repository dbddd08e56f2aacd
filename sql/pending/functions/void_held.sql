CREATE FUNCTION hera_internal.void_held(
    p_organization_id uuid, p_transaction_id uuid, p_actor text, p_reason text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Voids a pending document that the caller has locked, with its audit leaf.
BEGIN
    UPDATE hera.universal_transactions AS t
    SET posting_status = 'voided',
        proposal = t.proposal || jsonb_build_object('reason', p_reason, 'voided_by', p_actor)
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'transaction.voided', p_transaction_id, p_actor, NULL,
        jsonb_build_object('from', 'pending', 'reason', p_reason)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.void_held(uuid, uuid, text, text) IS 'Voids a locked pending document.';
GRANT EXECUTE ON FUNCTION hera_internal.void_held(uuid, uuid, text, text) TO hera_owner;
