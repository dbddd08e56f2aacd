CREATE FUNCTION hera.set_exchange_rate(
    p_organization_id uuid, p_from text, p_to text, p_date date, p_rate numeric, p_source text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- One unit of p_from is worth p_rate units of p_to from p_date on, until the next day that has a rate. Replaces the rate
-- of the pair and day. Raises AUTHZ_001, VAL_002, VAL_005, VAL_006, VAL_007, VAL_009, VAL_010, VAL_011.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rates.write');
    v_rates jsonb := jsonb_build_array(jsonb_build_object(
        'from', p_from, 'to', p_to, 'date', p_date, 'rate', trim_scale(p_rate), 'source', p_source
    ));
    v_faults jsonb := hera_internal.exchange_rate_faults(v_rates);
BEGIN
    IF v_faults <> '[]' THEN
        PERFORM hera_internal.rejected(v_faults, NULL, true);
    END IF;
    PERFORM hera_internal.store_exchange_rates(p_organization_id, v_by, v_rates);
END
$function$;
COMMENT ON FUNCTION hera.set_exchange_rate(uuid, text, text, date, numeric, text) IS 'Sets the exchange rate of a pair of currencies from a day on.';
GRANT EXECUTE ON FUNCTION hera.set_exchange_rate(uuid, text, text, date, numeric, text) TO hera_app, hera_admin;
