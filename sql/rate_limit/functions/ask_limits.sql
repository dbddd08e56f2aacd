CREATE FUNCTION hera_internal.ask_limits(
    p_organization_id uuid, p_actor text, p_cost integer, p_operation text, p_peek boolean
)
RETURNS hera.limit_state
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What hera.check_rate_limit promises, for every caller and every call. Raises what that raises.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.resolve_caller(p_organization_id, 'transactions.read');
    v_state hera.limit_state;
BEGIN
    -- One condition that nearly every call meets.
    IF (
        v_caller.refusal IS NULL AND (p_actor IS NULL OR p_actor = v_caller.actor) AND p_cost >= 0 AND p_cost <= 1000000
        AND p_operation IS NULL AND NOT p_peek
    ) IS NOT TRUE THEN
        IF v_caller.refusal IS NOT NULL THEN
            PERFORM hera_internal.note_refusal(p_organization_id, v_caller);
        END IF;
        PERFORM hera_internal.require_limit_call(v_caller, p_actor, p_cost, p_operation, p_peek);
    END IF;
    v_state := hera_internal.limit_request(v_caller, p_cost, p_operation, p_peek);
    IF v_state.limited AND v_state.remaining IS NULL THEN
        PERFORM hera_internal.raise_error('RL_002');
    END IF;
    RETURN v_state;
END
$function$;
COMMENT ON FUNCTION hera_internal.ask_limits(uuid, text, integer, text, boolean) IS 'Takes tokens for any call of the limiter.';
GRANT EXECUTE ON FUNCTION hera_internal.ask_limits(uuid, text, integer, text, boolean) TO hera_owner;
