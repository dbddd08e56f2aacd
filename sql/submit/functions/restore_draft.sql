CREATE FUNCTION hera_internal.restore_draft(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_document hera_internal.document
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Classifies a changed document, stores it in the place of the old one, and posts it when it is sure enough, unless it
-- stays a draft or becomes pending. Raises what refuses that: LED_031, LED_040 or LED_050.
DECLARE
    v_classification hera_internal.classification;
    v_status text;
    v_posting jsonb;
    v_faults jsonb;
BEGIN
    IF p_document.counterparty_id IS NULL AND p_document.counterparty_name IS NOT NULL THEN
        p_document.counterparty_id := hera_internal.resolve_counterparty(
            p_caller.organization_id, p_document.counterparty_name
        );
    END IF;
    v_classification := hera_internal.classify_document(p_caller, p_document);
    p_document.settles := coalesce(p_document.settles, v_classification.settles);
    v_classification.print := hera_internal.document_print(v_classification.smart_code, p_document);
    v_classification.dimensions := hera_internal.compute_dimensions(
        p_caller, p_document, v_classification.smart_code, v_classification.account_code,
        v_classification.print, p_transaction_id
    );
    IF p_document.findings IS NOT NULL THEN
        v_classification := hera_internal.hold_findings(p_document.findings, v_classification);
    END IF;
    IF p_document.posting IS NOT NULL OR v_classification.account_code IS NOT NULL THEN
        v_posting := hera_internal.build_posting(
            p_caller.organization_id, p_caller.control_accounts, p_document, v_classification.smart_code, v_classification.account_code
        );
    END IF;
    v_posting := hera_internal.base_posting(p_caller, p_document, v_posting);
    IF v_classification.posting_status IN ('posted', 'auto_posted')
        AND p_document.held_as IS DISTINCT FROM 'draft'
    THEN
        v_classification := hera_internal.hold_changed(
            p_caller, p_document, p_transaction_id, v_posting, v_classification
        );
    END IF;
    v_status := v_classification.posting_status;
    IF p_document.held_as IS NOT NULL THEN
        v_faults := hera_internal.holding_faults(p_caller, p_document, v_classification, v_posting);
        IF v_faults IS NOT NULL THEN
            PERFORM hera_internal.rejected(v_faults, NULL, true);
        END IF;
        v_status := p_document.held_as;
    END IF;
    PERFORM hera_internal.rewrite_draft(p_caller, p_transaction_id, p_document, v_classification, v_status, v_posting);
    IF v_status IN ('posted', 'auto_posted') THEN
        PERFORM hera_internal.post_waiting(
            p_caller, p_document, p_transaction_id, v_classification.smart_code, v_classification.account_code,
            v_posting, v_status
        );
        IF v_classification.drawn THEN
            PERFORM hera_internal.record_draw(
                p_caller.organization_id, p_transaction_id, hera_internal.uuid_time(p_transaction_id), v_classification
            );
        END IF;
    END IF;
    IF v_status = 'pending' THEN
        PERFORM hera_internal.reserve_posting(p_caller.organization_id, p_transaction_id, p_document, v_posting);
    END IF;
    RETURN hera_internal.transaction_outcome(p_caller.organization_id, p_transaction_id);
END
$function$;
COMMENT ON FUNCTION hera_internal.restore_draft(hera_internal.caller_context, uuid, hera_internal.document) IS 'Stores a changed document that waits and posts it when it is sure enough.';
