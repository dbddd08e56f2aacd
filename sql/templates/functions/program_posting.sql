CREATE FUNCTION hera_internal.program_posting(
    p_program jsonb, p_control_accounts jsonb, p_document hera_internal.document, p_account_code text
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines that a template with expressions makes of the document, as hera_internal.build_posting gives them. Raises
-- LED_092 for a document that it cannot post.
BEGIN
    RETURN (
        SELECT jsonb_agg(jsonb_build_object(
            'account', CASE
                WHEN l.value ? 'code' THEN l.value -> 'code'
                WHEN l.value ->> 'account' = 'chosen' THEN to_jsonb(p_account_code)
                ELSE p_control_accounts -> (l.value ->> 'account')
            END,
            'side', CASE
                WHEN NOT p_document.credit_note THEN l.value ->> 'side'
                WHEN l.value ->> 'side' = 'debit' THEN 'credit'
                ELSE 'debit'
            END,
            'amount', trim_scale((l.value ->> 'amount')::numeric), 'currency', p_document.currency
        ) || CASE WHEN p_document.unit IS NULL THEN '{}' ELSE jsonb_build_object('unit', p_document.unit) END ORDER BY l.number)
        FROM jsonb_array_elements(hera_internal.compute_lines(p_program, p_document)) WITH ORDINALITY AS l (value, number)
        WHERE (l.value ->> 'amount')::numeric > 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.program_posting(jsonb, jsonb, hera_internal.document, text) IS 'Lines of a document by a template with expressions.';
