CREATE FUNCTION hera_internal.known_rate(p_caller hera_internal.caller_context, p_currency text, p_date date)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rate of a foreign currency that the books know for a day, below which no stated rate is judged. Of a day before all
-- that they know it is their latest: else an early date would be a way round. NULL where they know none.
BEGIN
    RETURN coalesce(
        (hera_internal.find_rate(
            p_caller.organization_id, p_caller.currency, p_currency, p_caller.currency, p_date
        )).rate,
        (hera_internal.find_rate(
            p_caller.organization_id, p_caller.currency, p_currency, p_caller.currency, 'infinity'
        )).rate
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.known_rate(hera_internal.caller_context, text, date) IS 'Rate of the books below which no foreign amount is judged.';
