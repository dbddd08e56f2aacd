CREATE FUNCTION hera_internal.limit_fault(p_state hera.limit_state)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- NULL, RL_001 when the limit is reached, RL_002 when the limiter could not be asked in time: limits refuse. Where
-- registers cannot be read they admit.
BEGIN
    IF p_state.limited IS NOT TRUE THEN
        RETURN NULL;
    ELSIF p_state.remaining IS NOT NULL THEN
        RETURN jsonb_build_array(hera_internal.make_error(
            'RL_001', '', format('%s requests are admitted in a window', p_state."limit"),
            format('Try again in %s seconds.', ceil(p_state.retry_after))
        ));
    END IF;
    RETURN jsonb_build_array(hera_internal.make_error('RL_002', ''));
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_fault(hera.limit_state) IS 'Fault of a call that the rate limit refuses.';
