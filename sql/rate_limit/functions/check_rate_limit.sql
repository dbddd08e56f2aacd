CREATE FUNCTION hera.check_rate_limit(p_organization_id uuid, p_actor text DEFAULT NULL, p_cost integer DEFAULT 1)
RETURNS TABLE (limited boolean, "limit" integer, remaining integer, retry_after numeric, reset_after numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes p_cost tokens as a request does; p_cost 0 only looks. All NULL but limit where registers cannot be read.
-- Raises AUTHZ_001 also for an actor other than the caller's, VAL_010 for a cost below 0, RL_002.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.read');
    v_state hera_internal.limit_state;
BEGIN
    IF p_actor IS NOT NULL AND p_actor <> v_caller.actor THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_actor');
    END IF;
    PERFORM hera_internal.require_known('p_cost', p_cost::text, p_cost BETWEEN 0 AND 1000000);
    v_state := hera_internal.limit_request(v_caller, p_cost);
    IF v_state.known AND v_state.limited IS NULL THEN
        PERFORM hera_internal.raise_error('RL_002');
    END IF;
    RETURN QUERY SELECT v_state.limited, v_state."limit", v_state.remaining, v_state.retry_after, v_state.reset_after;
END
$function$;
COMMENT ON FUNCTION hera.check_rate_limit(uuid, text, integer) IS 'Takes tokens from the limit of the organization and says what is left.';
GRANT EXECUTE ON FUNCTION hera.check_rate_limit(uuid, text, integer) TO hera_app;
