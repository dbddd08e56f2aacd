CREATE FUNCTION hera_internal.stored_amount(
    p_caller hera_internal.caller_context, p_date date, p_currency text, p_rate numeric, p_total numeric, p_posting jsonb
)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- hera_internal.base_amount of a document of which a query has the columns.
DECLARE
    v_document hera_internal.document;
BEGIN
    v_document.transaction_date := p_date;
    v_document.currency := p_currency;
    v_document.exchange_rate := p_rate;
    v_document.total_amount := p_total;
    RETURN hera_internal.base_amount(p_caller, v_document, p_posting);
END
$function$;
COMMENT ON FUNCTION hera_internal.stored_amount(hera_internal.caller_context, date, text, numeric, numeric, jsonb) IS 'Amount of a stored document by which limits judge.';
