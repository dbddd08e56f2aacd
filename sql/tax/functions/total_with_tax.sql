CREATE FUNCTION hera_internal.total_with_tax(p_request jsonb, p_document hera_internal.document)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document with the totals that its lines with tax make in its currency; errors when the request states others. The
-- total is gross: not less than net and tax of the lines with codes.
DECLARE
    v_debit numeric;
    v_tax numeric;
    v_gross numeric;
    v_errors jsonb := '[]'::jsonb;
BEGIN
    SELECT sum(l.amount) FILTER (WHERE l.side = 'debit'),
        abs(coalesce(sum(s.amount) FILTER (WHERE right(l.tax_part, 4) = '_tax'), 0)),
        abs(coalesce(sum(s.amount) FILTER (WHERE l.tax_part IS NOT NULL), 0))
    INTO v_debit, v_tax, v_gross
    FROM jsonb_to_recordset(p_document.posting) AS l (side text, amount numeric, currency text, tax_part text)
    CROSS JOIN LATERAL (SELECT CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END AS amount) AS s
    WHERE l.currency = p_document.currency;
    IF p_request ->> 'total_amount' IS NULL THEN
        p_document.total_amount := v_debit;
    ELSIF p_document.total_amount < v_gross THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_011', 'total_amount', format(
                'total_amount is %s, and net and tax of the lines are %s', p_document.total_amount, trim_scale(v_gross)
            )
        );
    END IF;
    IF p_request ->> 'tax_amount' IS NULL THEN
        p_document.tax_amount := v_tax;
    ELSIF p_document.tax_amount <> v_tax THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_011', 'tax_amount', format(
                'tax_amount is %s, and the tax of the lines is %s', p_document.tax_amount, trim_scale(v_tax)
            )
        );
    END IF;
    p_document.errors := nullif(v_errors, '[]');
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.total_with_tax(jsonb, hera_internal.document) IS 'Totals of a document with tax lines, against those that are stated.';
