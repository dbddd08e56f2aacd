CREATE FUNCTION hera_internal.total_faults(p_request jsonb, p_document hera_internal.document)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stated lines and a stated total are two statements of one amount; lines alone must give a total.
BEGIN
    RETURN CASE
        WHEN p_document.total_amount IS NULL THEN jsonb_build_array(hera_internal.make_error(
            'VAL_011', 'lines', format('no line is in the currency of the document, %s', p_document.currency)
        ))
        WHEN p_document.tax_amount > p_document.total_amount THEN jsonb_build_array(hera_internal.make_error(
            'VAL_011', 'tax_amount', 'tax_amount is larger than the total of the lines'
        ))
        WHEN p_request ->> 'total_amount' IS NULL OR EXISTS (
            SELECT FROM jsonb_array_elements(p_document.posting) AS l
            WHERE l ->> 'currency' = p_document.currency AND l ->> 'side' = 'debit'
            HAVING sum((l ->> 'amount')::numeric) >= p_document.total_amount
        ) THEN '[]'
        ELSE jsonb_build_array(hera_internal.make_error(
            'VAL_011', 'total_amount', 'total_amount is larger than the debit side of the lines'
        ))
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.total_faults(jsonb, hera_internal.document) IS 'Faults of a total against the lines stated beside it.';
