CREATE FUNCTION hera.update_draft(p_organization_id uuid, p_transaction_id uuid, p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- Changes a document that waits: the fields of p_request replace those of the stored request, null takes one away.
-- The whole is validated and classified anew, under the same id; it posts when it is sure enough now. A draft stays one
-- until draft is false or null, or pending is given.
-- Raises LED_008, AI_002 for a document that does not wait, LED_004 for one that is no draft any more, and LED_031,
-- LED_040 and LED_050 for what cannot be reserved, AUTHZ_040 and AUTHZ_050 for what waits for another person and would
-- become pending; faults of the request are an outcome, as in submit.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
    v_transaction hera_internal.stored_transaction := hera_internal.lock_transaction(p_organization_id, p_transaction_id);
    v_faults jsonb := hera_internal.size_fault(v_caller, p_request);
    v_request jsonb;
    v_document hera_internal.document;
BEGIN
    IF v_transaction.posting_status NOT IN ('draft', 'pending_review', 'manual_required') THEN
        PERFORM hera_internal.raise_error(
            'AI_002', 'p_transaction_id', format('the document is %s and does not wait', v_transaction.posting_status)
        );
    END IF;
    IF v_faults IS NOT NULL THEN
        RETURN hera_internal.rejected(v_faults, NULL, false);
    END IF;
    v_request := hera_internal.without_old_rate(hera_internal.stored_request(v_caller, p_transaction_id), p_request)
        || CASE jsonb_typeof(p_request) WHEN 'object' THEN p_request - 'raise_on_error' ELSE '{}' END;
    v_document := hera_internal.validate_request(v_caller, v_request);
    IF jsonb_typeof(p_request) IS DISTINCT FROM 'object' OR v_document.errors IS NOT NULL THEN
        RETURN hera_internal.rejected(
            coalesce(v_document.errors, jsonb_build_array(hera_internal.make_error('VAL_003', 'p_request'))), NULL,
            p_request -> 'raise_on_error' = 'true'
        );
    END IF;
    -- Who states another account says that the guess was wrong. Nothing is learned: stating takes no right to review.
    IF v_transaction.confidence IS NOT NULL
        AND (v_document.account <> v_transaction.account_code OR v_document.posting IS NOT NULL)
    THEN
        PERFORM hera_internal.store_feedback(v_caller, v_document, v_transaction, 'corrected', NULL);
    END IF;
    RETURN hera_internal.restore_draft(v_caller, p_transaction_id, v_document);
END
$function$;
COMMENT ON FUNCTION hera.update_draft(uuid, uuid, jsonb) IS 'Changes a document that waits and classifies it anew.';
GRANT EXECUTE ON FUNCTION hera.update_draft(uuid, uuid, jsonb) TO hera_app;
