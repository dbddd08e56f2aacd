CREATE FUNCTION hera.circuit_allow(p_organization_id uuid, p_name text)
RETURNS TABLE (allowed boolean, state text, probe boolean, retry_after numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether to try now. After an opening has passed one caller at a time gets a probe, for as long as an opening lasts; it
-- says by hera.circuit_report what became of it. retry_after in seconds. Raises AUTHZ_001, VAL_010.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
BEGIN
    RETURN QUERY
    SELECT s.allowed, s.state, s.probe, s.retry_after
    FROM hera_internal.step_circuit(
        hera_internal.find_circuit(p_organization_id, p_name), 'allow', v_caller.settings
    ) AS s;
END
$function$;
COMMENT ON FUNCTION hera.circuit_allow(uuid, text) IS 'Asks a circuit breaker whether to try.';
GRANT EXECUTE ON FUNCTION hera.circuit_allow(uuid, text) TO hera_app;
