CREATE FUNCTION hera_internal.classify_document(
    p_caller hera_internal.caller_context, p_document hera_internal.document
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Order: what is stated, what the type alone says, a person's rule, the open documents that a payment settles, memory
-- and model, neighbours, else nobody knows; then a stated smart code has an account of its own. What the type or the smart code says of a payment is to which account it belongs, not
-- what it settles: so such a payment is matched too. Confidence is NULL where nothing was guessed.
DECLARE
    v_result hera_internal.classification;
    v_match hera_internal.classification;
BEGIN
    -- The gate is for guesses: what the request, its type or a person's rule states is posted at once.
    v_result.posting_status := 'posted';
    IF p_document.posting IS NOT NULL THEN
        v_result.stage := 'stated';
        v_result.smart_code := coalesce(p_document.smart_code, 'HERA.JOURNAL.MANUAL.AUTO.v1');
        v_result.explanation := '{"stage": "stated", "field": "lines"}';
        RETURN v_result;
    END IF;
    v_result.smart_code := p_document.template_code;
    IF p_document.account IS NOT NULL THEN
        v_result.stage := 'stated';
        v_result.account_code := p_document.account;
        v_result.explanation := '{"stage": "stated", "field": "account"}';
    ELSIF p_document.smart_code IS NOT NULL AND NOT hera_internal.leaves_account(p_document) THEN
        v_result := hera_internal.take_default(p_caller, p_document, v_result);
    ELSIF p_document.type_determines THEN
        v_result.stage := 'type';
        v_result.account_code := p_caller.control_accounts ->> p_document.template_role;
        v_result.explanation := jsonb_build_object('stage', 'type', 'transaction_type', p_document.transaction_type);
    ELSE
        IF hera_internal.settling_kind(p_document) IS NOT NULL THEN
            v_match := hera_internal.match_documents(p_caller, p_document, v_result);
            -- A stage that is NULL would not keep AND from asking for rules.
            IF v_match.stage IS NOT DISTINCT FROM 'match' AND NOT hera_internal.has_rule(p_caller.organization_id, p_document) THEN
                RETURN v_match;
            END IF;
        END IF;
        v_result := hera_internal.guess_account(p_caller, p_document, v_result);
        IF v_result.stage = 'none' AND p_document.smart_code IS NOT NULL
            AND NOT v_result.explanation ?| ARRAY['circuit', 'rejected']
        THEN
            v_result := hera_internal.take_default(p_caller, p_document, v_result);
        ELSIF v_result.stage <> 'rule' THEN
            v_result := hera_internal.gate_guess(p_caller, p_document, v_result);
        END IF;
    END IF;
    IF p_document.template_role IN ('payable', 'receivable') AND p_document.account IS NULL THEN
        v_result := hera_internal.match_documents(p_caller, p_document, v_result);
    END IF;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.classify_document(hera_internal.caller_context, hera_internal.document) IS 'Decides smart code and account of a document, and how sure that is.';
