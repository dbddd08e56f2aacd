CREATE FUNCTION hera_internal.currency_dimension(p_currency text, p_home_currency text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The currency of the document unless it is that of the organization. NULL for HOMECURRENCY.
BEGIN
    IF p_currency = p_home_currency THEN
        RETURN NULL;
    END IF;
    RETURN hera_internal.known_token('currency', 'CCY' || p_currency);
END
$function$;
COMMENT ON FUNCTION hera_internal.currency_dimension(text, text) IS 'Foreign currency of a document.';
