CREATE FUNCTION hera_internal.post_transfer(
    p_caller hera_internal.caller_context, p_period hera_internal.calendar_period, p_posting jsonb
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Posts the transfer of a year. Its header is in the organization's currency; its lines balance in each.
DECLARE
    v_id uuid := hera_internal.new_id();
    v_document hera_internal.document;
    v_classification hera_internal.classification;
BEGIN
    v_document.transaction_type := 'year_end_transfer';
    v_document.transaction_date := p_period.ends_on;
    v_document.period := p_period.period;
    v_document.currency := p_caller.currency;
    v_document.base_currency := p_caller.currency;
    SELECT coalesce(nullif(sum(coalesce(l.base_amount, l.amount)), 0), sum(l.amount)) INTO v_document.total_amount
    FROM jsonb_to_recordset(p_posting) AS l (side text, amount numeric, base_amount numeric)
    WHERE l.side = 'debit';
    v_document.tax_amount := 0;
    v_document.credit_note := false;
    v_document.metadata := '{}';
    v_document.description := format('Result of %s to retained earnings', p_period.fiscal_year);
    v_classification.stage := 'stated';
    v_classification.posting_status := 'posted';
    v_classification.smart_code := 'HERA.JOURNAL.MANUAL.AUTO.v1';
    v_classification.explanation := jsonb_build_object('stage', 'stated', 'closes', p_period.fiscal_year);
    PERFORM hera_internal.store_document(p_caller, v_document, v_classification, v_id, p_posting);
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.post_transfer(hera_internal.caller_context, hera_internal.calendar_period, jsonb) IS 'Posts the transfer of a year to retained earnings and returns its id.';
