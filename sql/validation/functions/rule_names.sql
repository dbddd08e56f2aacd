CREATE FUNCTION hera_internal.rule_names()
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the expression of a rule may name, with its type: n number, d day, t text, b truth. What stands under line. is of
-- the stated line that is judged; what stands under metadata. is text, whatever it is.
BEGIN
    RETURN '{
        "gross": "n", "net": "n", "tax": "n", "quantity": "n", "rate": "n", "exchange_rate": "n", "line_count": "n",
        "transaction_date": "d", "document_date": "d", "due_date": "d", "today": "d", "credit_note": "b",
        "transaction_type": "t", "currency": "t", "counterparty": "t", "description": "t", "reference_number": "t",
        "smart_code": "t", "account": "t", "unit": "t", "period": "t", "request_id": "t",
        "line.amount": "n", "line.account": "t", "line.side": "t", "line.currency": "t", "line.tax_code": "t",
        "line.unit": "t", "line.description": "t"
    }'::jsonb;
END
$function$;
COMMENT ON FUNCTION hera_internal.rule_names() IS 'Names in expressions of rules, and their types.';
