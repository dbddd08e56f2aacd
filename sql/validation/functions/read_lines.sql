CREATE FUNCTION hera_internal.read_lines(p_lines jsonb, p_document hera_internal.document)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document with the posting that its lines state; without a total it is the debit side in its own currency. rates is
-- no longer NULL when any line is in a foreign currency.
BEGIN
    SELECT
        jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'account', l.value ->> 'account',
            'side', l.value ->> 'side',
            'amount', trim_scale((l.value ->> 'amount')::numeric),
            'currency', coalesce(l.value ->> 'currency', p_document.currency),
            'unit', coalesce(l.value ->> 'unit', p_document.unit),
            'tax_code', l.value ->> 'tax_code'
        )) ORDER BY l.number),
        jsonb_object_agg(l.number, l.value ->> 'description') FILTER (WHERE l.value ->> 'description' IS NOT NULL),
        coalesce(p_document.total_amount, sum((l.value ->> 'amount')::numeric) FILTER (
            WHERE l.value ->> 'side' = 'debit' AND coalesce(l.value ->> 'currency', p_document.currency) = p_document.currency
        )),
        CASE
            WHEN p_document.rates IS NOT NULL
                OR bool_or(l.value ->> 'currency' IS NOT NULL AND l.value ->> 'currency' <> p_document.base_currency)
                THEN coalesce(p_document.rates, '{}')
        END
    INTO p_document.posting, p_document.line_descriptions, p_document.total_amount,
        p_document.rates
    FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS l (value, number);
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_lines(jsonb, hera_internal.document) IS 'Reads valid lines into the posting of a document.';
