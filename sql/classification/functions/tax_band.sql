CREATE FUNCTION hera_internal.tax_band(p_total numeric, p_tax numeric)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whole percent of tax on the net amount: what a tax code comes down to in a document that names none.
BEGIN
    RETURN CASE
        WHEN coalesce(p_tax, 0) <= 0 THEN '0'
        WHEN p_tax >= p_total THEN 'all'
        ELSE least(round(100 * p_tax / (p_total - p_tax)), 999)::text
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.tax_band(numeric, numeric) IS 'Rate of tax in a document, in whole percent of the net amount.';
GRANT EXECUTE ON FUNCTION hera_internal.tax_band(numeric, numeric) TO hera_owner;
