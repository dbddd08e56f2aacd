CREATE FUNCTION hera_internal.limit_operation(p_caller hera_internal.caller_context, p_operation text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes a token from limits that name this operation, where there are any. Raises RL_001, RL_002.
DECLARE
    v_state hera.limit_state := hera_internal.apply_limits(p_caller, 1, p_operation, false, false);
BEGIN
    IF v_state.limited AND v_state.remaining IS NULL THEN
        PERFORM hera_internal.raise_error('RL_002', p_operation);
    ELSIF v_state.limited THEN
        PERFORM hera_internal.raise_error(
            'RL_001', p_operation, format('%s calls of %s are admitted in a window', v_state."limit", p_operation),
            format('Try again in %s seconds.', ceil(v_state.retry_after))
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_operation(hera_internal.caller_context, text) IS 'Takes a token from the limits of an operation.';
