CREATE FUNCTION hera.reverse(p_organization_id uuid, p_transaction_id uuid, p_reason text, p_date date DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- Reverses a posted document, once only; dated as the original unless p_date says otherwise.
-- Raises VAL_005 (reason), VAL_007, LED_008, LED_004 (not posted), LED_009 (reversed already).
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.reverse');
    v_transaction hera_internal.stored_transaction;
    v_id uuid;
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    IF p_date NOT BETWEEN '1900-01-01' AND '2999-12-31' THEN
        PERFORM hera_internal.raise_error('VAL_007', 'p_date');
    END IF;
    v_transaction := hera_internal.lock_transaction(p_organization_id, p_transaction_id);
    IF v_transaction.posting_status NOT IN ('posted', 'auto_posted') THEN
        PERFORM hera_internal.raise_error(
            'LED_004', 'p_transaction_id', format('a document that is %s is not reversed', v_transaction.posting_status)
        );
    END IF;
    v_id := hera_internal.reverse_posted(v_caller, p_transaction_id, p_reason, p_date);
    RETURN hera_internal.transaction_outcome(p_organization_id, v_id)
        || jsonb_build_object('reverses', p_transaction_id);
END
$function$;
COMMENT ON FUNCTION hera.reverse(uuid, uuid, text, date) IS 'Reverses a posted document and returns the outcome of the reversal.';
GRANT EXECUTE ON FUNCTION hera.reverse(uuid, uuid, text, date) TO hera_app;
