CREATE FUNCTION hera.record_feedback(
    p_organization_id uuid, p_transaction_id uuid, p_verdict text, p_correction jsonb DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- A person's verdict on a document. approved posts what waits; corrected posts it with the correction, or reverses
-- what was posted and posts it anew; rejected voids what waits, or reverses what was posted. The verdict is learned at
-- once. Returns the outcome of the document, or of the one that replaces it. From four_eyes_amount on the first approval
-- of what waits is kept, and the outcome says how many are needed; the second one, of another person, posts.
-- Raises VAL_010 (verdict), AI_001, AI_002, AI_040 (a higher role decided otherwise), AUTHZ_040, AUTHZ_041, AUTHZ_050, AUTHZ_051, LED_002,
-- LED_008, LED_009, LED_010 and every fault of the correction: VAL_003, VAL_004 (another field), VAL_011 (account and lines; a
-- correction of what is not corrected) and those of a stated posting.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.review');
    v_transaction hera_internal.stored_transaction;
    v_document hera_internal.document;
    v_correction record;
    v_id uuid;
BEGIN
    PERFORM hera_internal.require_known(
        'p_verdict', p_verdict, p_verdict IN ('approved', 'corrected', 'rejected')
    );
    IF p_correction IS NOT NULL THEN
        PERFORM hera_internal.require_bounded(p_correction, 'p_correction', 1048576);
    END IF;
    v_transaction := hera_internal.lock_transaction(p_organization_id, p_transaction_id);
    v_document := hera_internal.load_document(v_caller, p_transaction_id);
    IF v_transaction.posting_status IN ('voided', 'pending') THEN
        PERFORM hera_internal.raise_error(
            'AI_002', 'p_transaction_id', format('the document is %s', v_transaction.posting_status)
        );
    END IF;
    v_correction := hera_internal.read_correction(v_caller, v_document, v_transaction, p_verdict, p_correction);
    IF v_caller.authority IS NOT NULL THEN
        v_caller.on_behalf := hera_internal.require_decider(
            v_caller, v_document, v_transaction, p_verdict, v_correction.posting
        );
    END IF;
    PERFORM hera_internal.refuse_lower_role(v_caller, p_transaction_id, p_verdict, v_correction.account_code);
    v_document.settles := hera_internal.read_settles(
        v_document, v_transaction, p_correction, v_correction.account_code
    );
    IF NOT hera_internal.is_approved_by_two(
        v_caller, v_document, v_transaction, p_verdict, v_correction.account_code, v_correction.posting
    ) THEN
        RETURN hera_internal.transaction_outcome(p_organization_id, p_transaction_id)
            || '{"approvals": 1, "approvals_needed": 2}';
    END IF;
    v_id := hera_internal.apply_verdict(
        v_caller, v_document, v_transaction, p_verdict, v_correction.account_code, v_correction.posting
    );
    PERFORM hera_internal.store_feedback(v_caller, v_document, v_transaction, p_verdict, v_correction.account_code);
    RETURN hera_internal.transaction_outcome(p_organization_id, v_id);
END
$function$;
COMMENT ON FUNCTION hera.record_feedback(uuid, uuid, text, jsonb) IS 'Records a person''s verdict on a document, acts on it and learns from it.';
GRANT EXECUTE ON FUNCTION hera.record_feedback(uuid, uuid, text, jsonb) TO hera_app;
