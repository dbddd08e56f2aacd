CREATE FUNCTION hera_internal.line_rate_faults(p_document hera_internal.document)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One fault per currency of the lines that has no rate, as an array that may be empty.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(hera_internal.rate_fault(
            'lines', r.key, p_document.base_currency, p_document.transaction_date
        ) ORDER BY r.key), '[]')
        FROM jsonb_each(p_document.rates) AS r
        WHERE r.value = 'null'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.line_rate_faults(hera_internal.document) IS 'Faults of lines in currencies without a rate.';
