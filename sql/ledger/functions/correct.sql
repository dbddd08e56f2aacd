CREATE FUNCTION hera.correct(p_organization_id uuid, p_transaction_id uuid, p_request jsonb, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- Reverses a posted document and submits it anew with the fields of p_request changed, in one call: both happen or
-- neither. Returns the outcome of the new document with corrects, reverses (the corrected document) and reversal_id;
-- faults of the new request are an outcome, as in submit, and nothing is reversed.
-- Raises VAL_005 (reason), LED_008, LED_004 (not posted), LED_009 (reversed already).
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
    v_faults jsonb;
    v_transaction hera_internal.stored_transaction;
    v_request jsonb;
    v_outcome jsonb;
BEGIN
    v_caller := hera_internal.authorize(p_organization_id, 'transactions.reverse');
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    v_faults := hera_internal.size_fault(v_caller, p_request);
    IF v_faults IS NULL AND jsonb_typeof(p_request) IS DISTINCT FROM 'object' THEN
        v_faults := jsonb_build_array(hera_internal.make_error('VAL_003', 'p_request'));
    END IF;
    IF v_faults IS NOT NULL THEN
        RETURN hera_internal.rejected(v_faults, NULL, p_request -> 'raise_on_error' = 'true');
    END IF;
    v_transaction := hera_internal.lock_transaction(p_organization_id, p_transaction_id);
    IF v_transaction.posting_status NOT IN ('posted', 'auto_posted') THEN
        PERFORM hera_internal.raise_error(
            'LED_004', 'p_transaction_id', format('a document that is %s is not corrected', v_transaction.posting_status)
        );
    END IF;
    v_request := hera_internal.correction_request(v_caller, p_transaction_id, p_request);
    v_outcome := coalesce(
        hera_internal.replay_request(
            p_organization_id, v_request, (v_caller.settings ->> 'idempotency_days')::integer
        ),
        hera_internal.replace_posted(v_caller, p_transaction_id, v_request, p_reason)
    );
    IF v_outcome ->> 'status' = 'rejected' THEN
        RETURN v_outcome;
    END IF;
    RETURN v_outcome || jsonb_build_object(
        'corrects', p_transaction_id, 'reverses', p_transaction_id,
        'reversal_id', hera_internal.transaction_links(p_organization_id, p_transaction_id) -> 'reversed_by'
    );
END
$function$;
COMMENT ON FUNCTION hera.correct(uuid, uuid, jsonb, text) IS 'Reverses a posted document and posts its correction, in one call.';
GRANT EXECUTE ON FUNCTION hera.correct(uuid, uuid, jsonb, text) TO hera_app;
