CREATE FUNCTION hera.circuit_report(p_organization_id uuid, p_name text, p_success boolean)
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Says what became of a try, and returns the state after it. It counts whatever becomes of the transaction.
-- Raises AUTHZ_001, VAL_010.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
    v_state hera_internal.circuit_state;
BEGIN
    PERFORM hera_internal.require_known('p_success', p_success::text, p_success IS NOT NULL);
    v_state := hera_internal.step_circuit(
        hera_internal.find_circuit(p_organization_id, p_name), CASE WHEN p_success THEN 'success' ELSE 'failure' END,
        v_caller.settings
    );
    RETURN v_state.state;
END
$function$;
COMMENT ON FUNCTION hera.circuit_report(uuid, text, boolean) IS 'Tells a circuit breaker whether a try succeeded.';
GRANT EXECUTE ON FUNCTION hera.circuit_report(uuid, text, boolean) TO hera_app;
