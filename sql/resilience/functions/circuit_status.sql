CREATE FUNCTION hera.circuit_status(p_organization_id uuid)
RETURNS TABLE (name text, state text, failures integer, successes integer, retry_after numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The circuit breakers of the organization by name: failures in the window while closed, successes of probes while half
-- open, seconds to the next probe. Looking changes nothing. Raises AUTHZ_001.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.read');
BEGIN
    RETURN QUERY
    SELECT c.name, s.state, s.failures, s.successes, s.retry_after
    FROM hera_internal.circuit AS c
    CROSS JOIN LATERAL hera_internal.step_circuit(c.register, 'look', v_caller.settings) AS s
    WHERE c.organization_id = p_organization_id
    ORDER BY c.name;
END
$function$;
COMMENT ON FUNCTION hera.circuit_status(uuid) IS 'Circuit breakers of the organization and their state.';
GRANT EXECUTE ON FUNCTION hera.circuit_status(uuid) TO hera_app;
