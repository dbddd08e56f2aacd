CREATE FUNCTION hera_internal.post_revaluation(
    p_caller hera_internal.caller_context, p_date date, p_posting jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Posts the differences of a day and their reversal on the next; returns {transaction_id, reversal_id}. Raises LED_012,
-- LED_030 or LED_031 where either day is closed, locked for the caller, or an account is frozen.
DECLARE
    v_id uuid := hera_internal.new_id();
    v_document hera_internal.document;
    v_classification hera_internal.classification;
BEGIN
    PERFORM hera_internal.require_open(p_caller, p_date, NULL, p_posting, 'p_period');
    PERFORM hera_internal.require_open(p_caller, p_date + 1, NULL, p_posting, 'p_period');
    v_document.transaction_type := 'revaluation';
    v_document.transaction_date := p_date;
    v_document.currency := p_caller.currency;
    v_document.base_currency := p_caller.currency;
    v_document.total_amount := (
        SELECT sum(l.base_amount) FROM jsonb_to_recordset(p_posting) AS l (side text, base_amount numeric)
        WHERE l.side = 'debit'
    );
    v_document.tax_amount := 0;
    v_document.credit_note := false;
    v_document.metadata := '{}';
    v_document.description := format('Foreign balances at the rates of %s', p_date);
    v_document.number_series := p_caller.number_series -> 'revaluation' ->> 0;
    v_classification.stage := 'stated';
    v_classification.posting_status := 'posted';
    v_classification.smart_code := 'HERA.JOURNAL.MANUAL.AUTO.v1';
    v_classification.explanation := jsonb_build_object('stage', 'stated', 'revalues', p_date);
    PERFORM hera_internal.store_document(p_caller, v_document, v_classification, v_id, p_posting);
    RETURN jsonb_build_object('transaction_id', v_id, 'reversal_id', hera_internal.insert_reversal(
        p_caller, v_id, v_document.description, p_date + 1, NULL, hera_internal.swap_sides(p_posting)
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.post_revaluation(hera_internal.caller_context, date, jsonb) IS 'Posts unrealised differences and their reversal.';
