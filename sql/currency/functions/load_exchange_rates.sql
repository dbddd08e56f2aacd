CREATE FUNCTION hera.load_exchange_rates(p_organization_id uuid, p_rates jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores rates [{"from", "to", "date", "rate", "source"}], all of them or, when any has a fault, none. Returns status
-- (stored or rejected), rates (how many were given), changed, and errors with every fault. Loading the same rates again
-- changes nothing. Raises AUTHZ_001.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rates.write');
    v_faults jsonb := hera_internal.exchange_rate_faults(p_rates);
BEGIN
    RETURN jsonb_build_object(
        'status', CASE v_faults WHEN '[]' THEN 'stored' ELSE 'rejected' END,
        'rates', CASE jsonb_typeof(p_rates) WHEN 'array' THEN jsonb_array_length(p_rates) ELSE 0 END,
        'changed', CASE v_faults
            WHEN '[]' THEN hera_internal.store_exchange_rates(p_organization_id, v_by, p_rates)
            ELSE 0
        END,
        'errors', v_faults
    );
END
$function$;
COMMENT ON FUNCTION hera.load_exchange_rates(uuid, jsonb) IS 'Stores many exchange rates, or names every fault and stores none.';
GRANT EXECUTE ON FUNCTION hera.load_exchange_rates(uuid, jsonb) TO hera_app, hera_admin;
