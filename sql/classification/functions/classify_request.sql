CREATE FUNCTION hera_internal.classify_request(p_caller hera_internal.caller_context, p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Outcome of one request as hera.submit would decide it; faults of the request are an outcome with status rejected.
DECLARE
    v_faults jsonb := hera_internal.size_fault(p_caller, p_request);
    v_document hera_internal.document;
    v_classification hera_internal.classification;
    v_posting jsonb;
BEGIN
    IF v_faults IS NULL THEN
        v_document := hera_internal.validate_request(p_caller, p_request);
        v_faults := v_document.errors;
    END IF;
    IF v_faults IS NOT NULL THEN
        RETURN hera_internal.rejected(v_faults, NULL, p_request -> 'raise_on_error' = 'true');
    END IF;
    v_classification := hera_internal.classify_document(p_caller, v_document);
    v_classification.dimensions := hera_internal.compute_dimensions(
        p_caller, v_document, v_classification.smart_code, v_classification.account_code,
        hera_internal.document_print(v_classification.smart_code, v_document)
    );
    IF v_classification.account_code IS NOT NULL OR v_document.posting IS NOT NULL THEN
        v_posting := hera_internal.build_posting(
            p_caller.organization_id, p_caller.control_accounts, v_document, v_classification.smart_code, v_classification.account_code
        );
        -- A document without rates is in the organization's currency, and so are its lines.
        IF v_document.rates IS NOT NULL THEN
            v_posting := hera_internal.base_posting(p_caller, v_document, v_posting);
        END IF;
    END IF;
    IF p_caller.authority IS NOT NULL AND v_document.held_as IS NULL
        AND v_classification.posting_status IN ('posted', 'auto_posted')
    THEN
        v_classification := hera_internal.hold_above_limit(p_caller, v_document, v_posting, v_classification);
    END IF;
    IF v_document.findings IS NOT NULL THEN
        v_classification := hera_internal.hold_findings(v_document.findings, v_classification);
    END IF;
    v_classification.posting_status := coalesce(v_document.held_as, v_classification.posting_status);
    RETURN hera_internal.make_outcome(
        NULL, v_classification, v_posting
    ) - ARRAY['transaction_id', 'document_number', 'rate_limit', 'replayed', 'timings'];
END
$function$;
COMMENT ON FUNCTION hera_internal.classify_request(hera_internal.caller_context, jsonb) IS 'What hera.submit would decide for a request of this caller.';
