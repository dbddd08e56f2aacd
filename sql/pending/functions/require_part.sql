CREATE FUNCTION hera_internal.require_part(p_amount numeric, p_document hera_internal.document)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises unless an amount is part of what a document reserved: VAL_009 (nothing), LED_053 (more), VAL_008 (decimals).
BEGIN
    IF p_amount <= 0 THEN
        PERFORM hera_internal.raise_error('VAL_009', 'p_amount', 'p_amount must be more than zero');
    ELSIF p_amount > p_document.total_amount THEN
        PERFORM hera_internal.raise_error('LED_053', 'p_amount', format(
            '%s %s is reserved', trim_scale(p_document.total_amount), p_document.currency
        ));
    ELSIF scale(trim_scale(p_amount)) > p_document.minor_unit THEN
        PERFORM hera_internal.raise_error('VAL_008', 'p_amount', format(
            '%s has %s decimals', p_document.currency, p_document.minor_unit
        ));
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_part(numeric, hera_internal.document) IS 'Raises unless an amount is part of what a document reserved.';
