CREATE FUNCTION hera.exchange_rate(p_organization_id uuid, p_from text, p_to text, p_date date DEFAULT NULL)
RETURNS TABLE (rate numeric, rate_date date, source text, derivation text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Units of p_to for one unit of p_from on a day, today when none is given: the latest rate at or before it, direct or
-- inverse, or cross through the organization's currency. Raises FX_001 when there is none, VAL_010.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'reports.read');
    v_date date := coalesce(p_date, (now() AT TIME ZONE v_caller.timezone)::date);
    v_rate hera_internal.dated_rate;
BEGIN
    PERFORM hera_internal.require_currency('p_from', p_from);
    PERFORM hera_internal.require_currency('p_to', p_to);
    v_rate := hera_internal.find_rate(p_organization_id, v_caller.currency, p_from, p_to, v_date);
    IF v_rate.rate IS NULL THEN
        PERFORM hera_internal.rejected(
            jsonb_build_array(hera_internal.rate_fault('p_date', p_from, p_to, v_date)), NULL, true
        );
    END IF;
    RETURN QUERY SELECT v_rate.rate, v_rate.rate_date, v_rate.source, v_rate.derivation;
END
$function$;
COMMENT ON FUNCTION hera.exchange_rate(uuid, text, text, date) IS 'Exchange rate on a day, with the day and the source it is from.';
GRANT EXECUTE ON FUNCTION hera.exchange_rate(uuid, text, text, date) TO hera_app;
