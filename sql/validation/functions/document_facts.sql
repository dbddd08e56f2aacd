CREATE FUNCTION hera_internal.document_facts(
    p_caller hera_internal.caller_context, p_request jsonb, p_document hera_internal.document
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the expressions of rules may name, of a request with what HERA adds to it: the date and the currency of a document
-- that states none, the total of its lines, the name of a counterparty that is given by its id.
BEGIN
    RETURN (p_request - '{lines,settles}'::text[]) || jsonb_build_object(
        'gross', p_document.total_amount, 'net', p_document.total_amount - p_document.tax_amount,
        'tax', p_document.tax_amount, 'exchange_rate', p_document.exchange_rate, 'currency', p_document.currency,
        'transaction_date', p_document.transaction_date, 'document_date', p_document.document_date,
        'due_date', p_document.due_date, 'today', (now() AT TIME ZONE p_caller.timezone)::date,
        'credit_note', p_document.credit_note, 'counterparty', p_document.counterparty_name,
        'quantity', hera_internal.metadata_number(p_document.metadata, 'quantity'),
        'rate', hera_internal.metadata_number(p_document.metadata, 'rate'),
        'line_count', CASE jsonb_typeof(p_request -> 'lines') WHEN 'array' THEN jsonb_array_length(p_request -> 'lines') ELSE 0 END
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.document_facts(hera_internal.caller_context, jsonb, hera_internal.document) IS 'What the expressions of rules may name.';
