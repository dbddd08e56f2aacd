CREATE FUNCTION hera_internal.build_posting(
    p_control_accounts jsonb, p_document hera_internal.document, p_smart_code text, p_account_code text
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines that the template of the smart code makes of the document, or those that the request stated. Net is gross
-- less tax, so a template whose sides name the same sums balances for every document. Zero lines are left out; a
-- credit note swaps the sides.
DECLARE
    v_template jsonb := p_document.template_lines;
BEGIN
    IF p_document.posting IS NOT NULL THEN
        RETURN p_document.posting;
    ELSIF p_document.template_code IS DISTINCT FROM p_smart_code THEN
        SELECT t.lines INTO v_template FROM hera_internal.posting_template AS t WHERE t.smart_code = p_smart_code;
    END IF;
    RETURN (
        SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'account', CASE l.value ->> 'account'
                WHEN 'chosen' THEN p_account_code ELSE p_control_accounts ->> (l.value ->> 'account')
            END,
            'side', CASE
                WHEN NOT p_document.credit_note THEN l.value ->> 'side'
                WHEN l.value ->> 'side' = 'debit' THEN 'credit'
                ELSE 'debit'
            END,
            'amount', trim_scale(a.amount),
            'currency', p_document.currency,
            'unit', p_document.unit
        )) ORDER BY l.number)
        FROM jsonb_array_elements(v_template) WITH ORDINALITY AS l (value, number)
        CROSS JOIN LATERAL (
            SELECT CASE l.value ->> 'amount'
                WHEN 'gross' THEN p_document.total_amount
                WHEN 'tax' THEN p_document.tax_amount
                WHEN 'net' THEN p_document.total_amount - p_document.tax_amount
            END AS amount
        ) AS a
        WHERE a.amount > 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.build_posting(jsonb, hera_internal.document, text, text) IS 'Balanced lines of a document, by its template.';
