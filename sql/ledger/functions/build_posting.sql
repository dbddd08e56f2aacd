CREATE FUNCTION hera_internal.build_posting(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_smart_code text, p_account_code text
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines that the template of the smart code makes of the document, or those that the request stated. A template was
-- proved to balance for every document when it was saved. One of gross, net and tax is its lines, one with other
-- expressions a program that is computed first. Zero lines are left out; a credit note swaps the sides.
DECLARE
    v_template jsonb := p_document.template_lines;
BEGIN
    IF p_document.posting IS NOT NULL THEN
        RETURN p_document.posting;
    ELSIF p_document.template_code IS DISTINCT FROM p_smart_code THEN
        v_template := hera_internal.template_lines(p_caller.organization_id, p_smart_code);
    END IF;
    IF jsonb_typeof(v_template) = 'object' THEN
        v_template := hera_internal.compute_lines(v_template, p_document);
    END IF;
    -- Written as JSON text, which is read once: half the cost of building each line as jsonb. Sides and currencies need no
    -- quoting. The elements of an array come in their order, and nothing here changes it.
    RETURN (
        SELECT '[' || string_agg(format(
            '{"account": %s, "side": "%s", "amount": %s, "currency": "%s"%s}',
            coalesce(
                CASE l.value ->> 'account'
                    WHEN 'chosen' THEN to_json(p_account_code)::text
                    ELSE (p_caller.control_accounts -> (l.value ->> 'account'))::text
                END,
                (l.value -> 'code')::text, 'null'
            ),
            CASE
                WHEN NOT p_document.credit_note THEN l.value ->> 'side'
                WHEN l.value ->> 'side' = 'debit' THEN 'credit'
                ELSE 'debit'
            END,
            trim_scale(a.amount), p_document.currency, ', "unit": ' || to_json(p_document.unit)
        ), ', ') || ']'
        FROM jsonb_array_elements(v_template) AS l
        CROSS JOIN LATERAL (
            SELECT CASE l.value ->> 'amount'
                WHEN 'gross' THEN p_document.total_amount
                WHEN 'tax' THEN p_document.tax_amount
                WHEN 'net' THEN p_document.total_amount - p_document.tax_amount
                ELSE (l.value ->> 'amount')::numeric
            END AS amount
        ) AS a
        WHERE a.amount > 0
    )::jsonb;
END
$function$;
COMMENT ON FUNCTION hera_internal.build_posting(hera_internal.caller_context, hera_internal.document, text, text) IS 'Balanced lines of a document, by its template.';
