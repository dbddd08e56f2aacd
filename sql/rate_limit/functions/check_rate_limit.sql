CREATE FUNCTION hera.check_rate_limit(
    p_organization_id uuid,
    p_actor text DEFAULT NULL,
    p_cost integer DEFAULT 1,
    p_operation text DEFAULT NULL,
    p_peek boolean DEFAULT false
)
RETURNS hera.limit_state
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes p_cost tokens as a request does, also from limits that name p_operation; p_peek only says what the call would
-- get, and a p_cost of 0 what a call of 1 would. All NULL but limit where registers cannot be read.
-- Raises AUTH_001, AUTHZ_001 also for an actor other than the caller's, AUTHZ_002, VAL_010 (cost, operation), RL_002.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.resolve_caller(p_organization_id, 'transactions.read');
    v_state hera.limit_state;
BEGIN
    -- One condition that nearly every call meets.
    IF (
        v_caller.refusal IS NULL AND (p_actor IS NULL OR p_actor = v_caller.actor) AND p_cost >= 0 AND p_cost <= 1000000
        AND p_operation IS NULL AND NOT p_peek
    ) IS NOT TRUE THEN
        PERFORM hera_internal.require_limit_call(v_caller, p_actor, p_cost, p_operation, p_peek);
    END IF;
    v_state := hera_internal.limit_request(v_caller, p_cost, p_operation, p_peek);
    IF v_state.limited AND v_state.remaining IS NULL THEN
        PERFORM hera_internal.raise_error('RL_002');
    END IF;
    RETURN v_state;
END
$function$;
COMMENT ON FUNCTION hera.check_rate_limit(uuid, text, integer, text, boolean) IS 'Takes tokens from the limits that apply to the caller and says what is left.';
GRANT EXECUTE ON FUNCTION hera.check_rate_limit(uuid, text, integer, text, boolean) TO hera_app;
