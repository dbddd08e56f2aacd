CREATE FUNCTION hera_internal.store_document(
    p_organization_id uuid,
    p_actor text,
    p_document hera_internal.document,
    p_classification hera_internal.classification,
    p_id uuid,
    p_created_at timestamptz,
    p_posting jsonb
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Inserts header, trace, text, lines when it is posted, and the audit leaf, whose id it returns. Touches no row that another
-- request shares.
DECLARE
    v_lines integer := 0;
    v_posted_at timestamptz := CASE WHEN p_classification.posting_status IN ('posted', 'auto_posted') THEN clock_timestamp() END;
BEGIN
    INSERT INTO hera.universal_transactions (
        organization_id, id, created_at, transaction_type, transaction_date, document_date, due_date, posting_status,
        currency, exchange_rate, total_amount, tax_amount, credit_note, counterparty_id, unit, smart_code, account_code,
        ai_confidence_score, classified_by, explanation, proposal, metadata, submitted_by, request_id, posted_at,
        posted_by, line_count, dimensions, period, number_series, model_id
    )
    VALUES (
        p_organization_id, p_id, p_created_at, p_document.transaction_type, p_document.transaction_date,
        p_document.document_date, p_document.due_date, p_classification.posting_status, p_document.currency, p_document.exchange_rate,
        p_document.total_amount, p_document.tax_amount, p_document.credit_note, p_document.counterparty_id,
        p_document.unit, p_classification.smart_code, p_classification.account_code, p_classification.confidence,
        p_classification.stage, p_classification.explanation,
        CASE WHEN v_posted_at IS NULL THEN jsonb_build_object(
            'posting', p_posting, 'stated', p_document.posting, 'settles', p_document.settles
        ) END,
        p_document.metadata, p_actor, p_document.request_id, v_posted_at,
        CASE WHEN v_posted_at IS NOT NULL THEN p_actor END,
        CASE WHEN v_posted_at IS NULL THEN 0 ELSE jsonb_array_length(p_posting) END, p_classification.dimensions,
        p_document.period, CASE WHEN v_posted_at IS NOT NULL THEN p_document.number_series END,
        p_classification.model_id
    );
    INSERT INTO hera_internal.document_trace (
        organization_id, transaction_id, effect, transaction_date, counterparty_id, print, reference_print
    )
    VALUES (
        p_organization_id, p_id, CASE WHEN v_posted_at IS NULL THEN 0 ELSE 1 END, p_document.transaction_date,
        p_document.counterparty_id, p_classification.print,
        hera_internal.reference_print(p_classification.print, p_document)
    );
    IF num_nonnulls(
        p_document.counterparty_name, p_document.description, p_document.reference_number, p_document.line_descriptions
    ) > 0 THEN
        INSERT INTO hera_internal.transaction_text (
            organization_id, transaction_id, created_at, counterparty_name, description, reference_number,
            line_descriptions
        )
        VALUES (
            p_organization_id, p_id, p_created_at, p_document.counterparty_name, p_document.description,
            p_document.reference_number, p_document.line_descriptions
        );
    END IF;
    IF v_posted_at IS NOT NULL THEN
        v_lines := hera_internal.insert_lines(
            p_organization_id, p_id, p_created_at, p_document.transaction_date, v_posted_at, p_posting,
            p_document.base_currency
        );
    END IF;
    IF p_classification.drawn THEN
        PERFORM hera_internal.record_draw(p_organization_id, p_id, p_created_at, p_classification);
    END IF;
    RETURN hera_internal.write_audit_leaf(
        p_organization_id,
        CASE WHEN v_posted_at IS NULL THEN 'transaction.submitted' ELSE 'transaction.posted' END,
        p_id, p_actor, p_document.request_id,
        jsonb_build_object(
            'status', p_classification.posting_status, 'type', p_document.transaction_type, 'date', p_document.transaction_date,
            'currency', p_document.currency, 'total', p_document.total_amount, 'tax', p_document.tax_amount,
            'smart_code', p_classification.smart_code, 'stage', p_classification.stage,
            'confidence', p_classification.confidence, 'posting', p_posting, 'lines', v_lines
        ),
        p_id, p_created_at
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.store_document(uuid, text, hera_internal.document, hera_internal.classification, uuid, timestamptz, jsonb) IS 'Stores a classified document and posts it when its status says so.';
