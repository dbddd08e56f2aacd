CREATE FUNCTION hera_internal.industry_dimension(p_stated text, p_category text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is stated of the counterparty, else what a merchant category says. NULL for ANYINDUSTRY.
BEGIN
    RETURN coalesce(
        hera_internal.known_token('industry', upper(left(p_stated, 20))), hera_internal.category_industry(p_category)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.industry_dimension(text, text) IS 'Trade of a counterparty.';
