CREATE FUNCTION hera_internal.void_held(
    p_organization_id uuid, p_transaction_id uuid, p_actor text, p_reason text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Voids a pending document that the caller has locked, with its audit leaf. The reason is free text: it goes to where
-- hera_internal.resolve_pending keeps it, and not into what is sealed.
BEGIN
    PERFORM set_config('hera.void_reason', p_reason, true);
    UPDATE hera.universal_transactions AS t
    SET posting_status = 'voided',
        proposal = t.proposal || jsonb_build_object('voided_by', p_actor)
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'transaction.voided', p_transaction_id, p_actor, NULL,
        jsonb_strip_nulls(jsonb_build_object('from', 'pending', 'reason', CASE p_reason WHEN 'expired' THEN p_reason END))
    );
    PERFORM set_config('hera.void_reason', '', true);
END
$function$;
COMMENT ON FUNCTION hera_internal.void_held(uuid, uuid, text, text) IS 'Voids a locked pending document.';
GRANT EXECUTE ON FUNCTION hera_internal.void_held(uuid, uuid, text, text) TO hera_owner;
