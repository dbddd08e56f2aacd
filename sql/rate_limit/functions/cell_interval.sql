CREATE FUNCTION hera_internal.cell_interval(p_window_ms bigint, p_max_requests integer)
RETURNS bigint
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- A named expression. Microseconds from one call to the next, rounded up: rounded down, a window would have room
    -- for more than the limit.
    SELECT (p_window_ms * 1000 + p_max_requests - 1) / p_max_requests
$function$;
COMMENT ON FUNCTION hera_internal.cell_interval(bigint, integer) IS 'Microseconds from one call to the next.';
