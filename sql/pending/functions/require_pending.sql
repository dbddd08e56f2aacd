CREATE FUNCTION hera_internal.require_pending(p_organization_id uuid, p_transaction_id uuid)
RETURNS hera_internal.stored_transaction
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Locks a pending document: of many who would resolve it at once, the first does. Raises LED_008, LED_051 (resolved, or
-- never pending) and LED_052 (voided because it expired).
DECLARE
    v_transaction hera_internal.stored_transaction := hera_internal.lock_transaction(p_organization_id, p_transaction_id);
    v_resolution text;
BEGIN
    IF v_transaction.posting_status <> 'pending' THEN
        SELECT p.resolution INTO v_resolution FROM hera_internal.pending_document AS p
        WHERE p.organization_id = p_organization_id AND p.transaction_id = p_transaction_id;
        PERFORM hera_internal.raise_error(
            CASE v_resolution WHEN 'expired' THEN 'LED_052' ELSE 'LED_051' END, 'p_transaction_id',
            CASE v_resolution
                WHEN 'expired' THEN 'the document has expired and is voided'
                ELSE format('the document is %s', v_transaction.posting_status)
            END
        );
    END IF;
    RETURN v_transaction;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_pending(uuid, uuid) IS 'Locks a document that must be pending.';
