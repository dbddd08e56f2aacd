CREATE FUNCTION hera_internal.post_replacement(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_account_code text,
    p_posting jsonb
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Posts a reversed document anew with the account or posting that a person stated, and returns the new document. It
-- settles what the reversed one settled; a document of a day that is closed to the caller is made anew today. Raises LED_010.
DECLARE
    v_classification hera_internal.classification;
    v_id uuid := hera_internal.new_id();
    v_settles jsonb := hera_internal.transaction_links(p_caller.organization_id, p_transaction.id) -> 'settles';
    v_faults jsonb;
BEGIN
    p_posting := hera_internal.base_posting(p_caller, p_document, p_posting);
    -- What was matched was settled because it belonged to the control account.
    IF v_settles <> '[]'
        AND (p_transaction.classified_by <> 'match' OR p_account_code = p_transaction.account_code)
    THEN
        v_faults := hera_internal.record_settlements(p_caller.organization_id, v_id, p_document.currency, v_settles);
        IF v_faults IS NOT NULL THEN
            PERFORM hera_internal.raise_error('LED_010', 'settles', v_faults -> 0 ->> 'message');
        END IF;
        IF p_document.rates IS NOT NULL THEN
            p_document.settles := v_settles;
            p_posting := hera_internal.realise_differences(p_caller, p_document, v_id, p_posting);
        END IF;
    END IF;
    IF (
        p_document.transaction_date <= coalesce(greatest(p_caller.closed_through, p_caller.frozen_through), '-infinity')
        OR p_caller.soft_locks IS NOT NULL OR p_document.period IS NOT NULL
    ) AND NOT hera_internal.caller_may_post(
        p_caller, p_document.transaction_date, p_document.period, p_transaction.id
    ) THEN
        p_document.period := NULL;
        p_document.transaction_date := (now() AT TIME ZONE p_caller.timezone)::date;
    END IF;
    v_classification.stage := 'stated';
    v_classification.posting_status := 'posted';
    v_classification.smart_code := p_transaction.smart_code;
    v_classification.account_code := p_account_code;
    v_classification.explanation := jsonb_build_object('stage', 'stated', 'corrects', p_transaction.id);
    v_classification.print := hera_internal.document_print(v_classification.smart_code, p_document);
    v_classification.dimensions := hera_internal.compute_dimensions(
        p_caller, p_document, v_classification.smart_code, p_account_code, v_classification.print,
        p_transaction.id
    );
    PERFORM hera_internal.store_document(p_caller, p_document, v_classification, v_id, p_posting);
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.post_replacement(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, text, jsonb) IS 'Posts a corrected document in the place of a reversed one.';
