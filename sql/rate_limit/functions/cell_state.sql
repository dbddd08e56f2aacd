CREATE FUNCTION hera_internal.cell_state(
    p_limited boolean, p_limit integer, p_now bigint, p_next bigint, p_tolerance bigint, p_interval bigint,
    p_retry_after numeric
)
RETURNS hera.limit_state
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- A named expression. p_next is the theoretical arrival time that stays.
    SELECT ROW(
        p_limited, p_limit, (p_now + p_tolerance - p_next) / p_interval, p_retry_after,
        round((p_next - p_now) / 1000000.0, 3)
    )::hera.limit_state
$function$;
COMMENT ON FUNCTION hera_internal.cell_state(boolean, integer, bigint, bigint, bigint, bigint, numeric) IS 'What a limit that admits a burst answers.';
