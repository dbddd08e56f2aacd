CREATE FUNCTION hera_internal.decimals_fault(p_path text, p_document hera_internal.document)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN hera_internal.make_error(
        'VAL_008', p_path, format('%s has %s decimals', p_document.currency, p_document.minor_unit)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.decimals_fault(text, hera_internal.document) IS 'The fault of an amount with more decimals than its currency.';
