CREATE FUNCTION hera_internal.judged_rate(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_currency text
)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rate at which limits judge a foreign amount of a document: what it states, or what the books know for its day where
-- that is more. Of a day before all that the books know, their latest: else an early date would be a way round.
DECLARE
    v_known numeric := coalesce(
        (hera_internal.find_rate(
            p_caller.organization_id, p_caller.currency, p_currency, p_caller.currency, p_document.transaction_date
        )).rate,
        (hera_internal.find_rate(
            p_caller.organization_id, p_caller.currency, p_currency, p_caller.currency, 'infinity'
        )).rate
    );
BEGIN
    RETURN coalesce(
        greatest(CASE p_currency WHEN p_document.currency THEN p_document.exchange_rate END, v_known), 1
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.judged_rate(hera_internal.caller_context, hera_internal.document, text) IS 'Rate at which limits judge a foreign amount.';
