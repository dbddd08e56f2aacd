CREATE FUNCTION hera_internal.rewrite_draft(
    p_caller hera_internal.caller_context,
    p_transaction_id uuid,
    p_document hera_internal.document,
    p_classification hera_internal.classification,
    p_posting_status text,
    p_posting jsonb
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Replaces header and text of a document that waits; one that is about to post keeps its status until it does. Who
-- changed it is one of its authors from now on, and so is for whom that was done. Raises ERA_001 to
-- ERA_003 where texts are encrypted.
DECLARE
    v_ready hera_internal.ready_document;
    v_authors jsonb := to_jsonb(array_remove(ARRAY[p_caller.actor, p_caller.on_behalf], NULL));
BEGIN
    UPDATE hera.universal_transactions AS t
    SET transaction_type = p_document.transaction_type, transaction_date = p_document.transaction_date,
        period = p_document.period, document_date = p_document.document_date, due_date = p_document.due_date, currency = p_document.currency,
        exchange_rate = p_document.exchange_rate, total_amount = p_document.total_amount,
        tax_amount = p_document.tax_amount, credit_note = p_document.credit_note,
        counterparty_id = p_document.counterparty_id, unit = p_document.unit,
        smart_code = p_classification.smart_code, account_code = p_classification.account_code,
        ai_confidence_score = p_classification.confidence, classified_by = p_classification.stage,
        explanation = p_classification.explanation, dimensions = p_classification.dimensions,
        model_id = p_classification.model_id, metadata = '{}', request_id = p_document.request_id,
        posting_status = CASE
            WHEN p_posting_status IN ('posted', 'auto_posted') THEN t.posting_status ELSE p_posting_status
        END,
        proposal = jsonb_build_object(
            'posting', p_posting, 'stated', p_document.posting, 'settles', p_document.settles, 'authors', v_authors
                || coalesce(t.proposal -> 'authors', '[]')
        )
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    IF p_caller.settings ->> 'encrypt_personal_text' = 'true' THEN
        v_ready.id := p_transaction_id;
        v_ready.created_at := hera_internal.uuid_time(p_transaction_id);
        v_ready.document := p_document;
        PERFORM hera_internal.seal_documents(p_caller.organization_id, ARRAY[v_ready]);
    ELSE
        PERFORM hera_internal.store_text(p_caller.organization_id, p_transaction_id, p_document);
    END IF;
    -- What the draft is now; the old trace is found out when it is looked at.
    INSERT INTO hera_internal.document_trace (
        organization_id, transaction_id, effect, transaction_date, counterparty_id, print, reference_print
    )
    VALUES (
        p_caller.organization_id, p_transaction_id, 0, p_document.transaction_date, p_document.counterparty_id,
        p_classification.print, hera_internal.reference_print(p_classification.print, p_document)
    )
    ON CONFLICT (organization_id, written_by, transaction_id, effect) DO UPDATE
    SET transaction_date = excluded.transaction_date, counterparty_id = excluded.counterparty_id,
        print = excluded.print, reference_print = excluded.reference_print;
    PERFORM hera_internal.write_audit_leaf(
        p_caller.organization_id, 'transaction.changed', p_transaction_id, p_caller.actor, p_document.request_id,
        jsonb_build_object(
            'type', p_document.transaction_type, 'date', p_document.transaction_date, 'currency', p_document.currency,
            'total', p_document.total_amount, 'tax', p_document.tax_amount, 'stage', p_classification.stage
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.rewrite_draft(hera_internal.caller_context, uuid, hera_internal.document, hera_internal.classification, text, jsonb) IS 'Replaces a document that waits.';
