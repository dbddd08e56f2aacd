CREATE FUNCTION hera_internal.rate_document(p_organization_id uuid, p_document hera_internal.document)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A document in a foreign currency with its rate: the one it states, else that of its day. rates stays NULL when there
-- is none.
BEGIN
    IF p_document.exchange_rate IS NULL THEN
        p_document.exchange_rate := (hera_internal.find_rate(
            p_organization_id, p_document.base_currency, p_document.currency, p_document.base_currency,
            p_document.transaction_date
        )).rate;
    END IF;
    p_document.rates := CASE
        WHEN p_document.exchange_rate > 0 THEN jsonb_build_object(p_document.currency, p_document.exchange_rate)
    END;
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.rate_document(uuid, hera_internal.document) IS 'Gives a document in a foreign currency its rate.';
