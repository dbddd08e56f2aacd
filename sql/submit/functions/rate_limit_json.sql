CREATE FUNCTION hera_internal.rate_limit_json(p_state hera_internal.limit_state)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE
        WHEN p_state.known THEN jsonb_build_object(
            'limit', p_state."limit", 'remaining', p_state.remaining, 'retry_after', p_state.retry_after,
            'reset_after', p_state.reset_after
        )
        ELSE jsonb_build_object('limit', p_state."limit", 'remaining', 'unknown')
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.rate_limit_json(hera_internal.limit_state) IS 'The rate_limit of an outcome.';
