CREATE FUNCTION hera_internal.posting_line(
    p_line jsonb, p_amount numeric, p_document hera_internal.document, p_control_accounts jsonb, p_account_code text
)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- A line of a template as JSON text. Sides and currencies need no quoting. A credit note swaps the sides.
SELECT format(
    '{"account": %s, "side": "%s", "amount": %s, "currency": "%s"%s}',
    coalesce(
        CASE p_line ->> 'account'
            WHEN 'chosen' THEN to_json(p_account_code)::text
            ELSE (p_control_accounts -> (p_line ->> 'account'))::text
        END,
        'null'
    ),
    CASE
        WHEN NOT p_document.credit_note THEN p_line ->> 'side'
        WHEN p_line ->> 'side' = 'debit' THEN 'credit'
        ELSE 'debit'
    END,
    trim_scale(p_amount), p_document.currency, ', "unit": ' || to_json(p_document.unit)
)
$function$;
COMMENT ON FUNCTION hera_internal.posting_line(jsonb, numeric, hera_internal.document, jsonb, text) IS 'A line of a posting by its template, as JSON text.';
