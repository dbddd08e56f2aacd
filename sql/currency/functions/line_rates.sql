CREATE FUNCTION hera_internal.line_rates(
    p_organization_id uuid, p_document hera_internal.document, p_posting jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rates of a document with those of the other foreign currencies of its lines on its day; null where there is none.
-- NULL when every line is in the organization's currency.
BEGIN
    RETURN (
        SELECT jsonb_object_agg(c.currency, coalesce(
            p_document.rates -> c.currency,
            to_jsonb((hera_internal.find_rate(
                p_organization_id, p_document.base_currency, c.currency, p_document.base_currency,
                p_document.transaction_date
            )).rate)
        ))
        FROM (SELECT DISTINCT l.value ->> 'currency' AS currency FROM jsonb_array_elements(p_posting) AS l) AS c
        WHERE c.currency <> p_document.base_currency
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.line_rates(uuid, hera_internal.document, jsonb) IS 'Rates of the foreign currencies of a posting.';
