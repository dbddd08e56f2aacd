CREATE FUNCTION hera_internal.require_currency(p_path text, p_currency text)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_010 for what is no active ISO 4217 code.
BEGIN
    PERFORM hera_internal.require_known(p_path, p_currency, EXISTS (
        SELECT FROM hera_internal.currency AS c WHERE c.code = p_currency AND c.active
    ), 'the codes of hera.list_currencies');
END
$function$;
COMMENT ON FUNCTION hera_internal.require_currency(text, text) IS 'Raises unless an argument is a currency.';
