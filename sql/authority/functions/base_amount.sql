CREATE FUNCTION hera_internal.base_amount(p_document hera_internal.document)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gross amount in the currency of the organization, by which limits judge.
BEGIN
    RETURN p_document.total_amount * coalesce(p_document.exchange_rate, 1);
END
$function$;
COMMENT ON FUNCTION hera_internal.base_amount(hera_internal.document) IS 'Gross amount of a document in the currency of its organization.';
