CREATE FUNCTION hera_internal.geography_dimension(p_country text, p_home_country text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The country of the counterparty unless it is that of the organization. NULL for DOMESTIC and for what is no country.
BEGIN
    IF upper(p_country) = upper(p_home_country) THEN
        RETURN NULL;
    END IF;
    RETURN hera_internal.known_token('geography', 'GEO' || upper(left(p_country, 3)));
END
$function$;
COMMENT ON FUNCTION hera_internal.geography_dimension(text, text) IS 'Country of a counterparty abroad.';
