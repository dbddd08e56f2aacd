CREATE FUNCTION hera_internal.match_documents(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The payment of open documents, or p_result as it came when it is none. Two documents that fit alike are never settled
-- without a person: the document waits, with a proposal. Nothing is locked here; hera_internal.record_settlements
-- checks under locks what is open by then.
DECLARE
    v_kind text := hera_internal.settling_kind(p_document);
    v_inputs jsonb;
    v_match jsonb;
BEGIN
    IF v_kind IS NULL OR p_document.settles IS NOT NULL OR p_document.counterparty_id IS NULL
        OR p_caller.settings ->> 'match_window_days' = '0'
    THEN
        RETURN p_result;
    END IF;
    v_inputs := hera_internal.read_candidates(p_caller, p_document, v_kind);
    IF v_inputs IS NULL THEN
        RETURN p_result;
    END IF;
    v_inputs := v_inputs || jsonb_build_object(
        'amount', trim_scale(p_document.total_amount), 'minor_unit', p_document.minor_unit,
        'tolerance', (p_caller.settings ->> 'match_tolerance')::numeric, 'kind', v_kind,
        'payment', p_document.template_role = v_kind
    );
    v_match := hera_internal.choose_documents(v_inputs);
    IF v_match IS NULL THEN
        RETURN p_result;
    END IF;
    p_result.stage := 'match';
    p_result.account_code := p_caller.control_accounts ->> v_kind;
    p_result.settles := v_match -> 'settles';
    p_result.posting_status := CASE v_match -> 'certain' WHEN 'true' THEN 'posted' ELSE 'pending_review' END;
    p_result.explanation := '{"stage": "match"}' || v_match || jsonb_build_object(
        'account', p_result.account_code, 'inputs', v_inputs
    );
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.match_documents(hera_internal.caller_context, hera_internal.document, hera_internal.classification) IS 'Matches a payment with the open documents of its counterparty.';
