CREATE FUNCTION hera_internal.cell_next(p_value bigint, p_now bigint, p_tolerance bigint, p_step bigint)
RETURNS bigint
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- A named expression. It is admitted when it is at most p_now + p_tolerance.
    SELECT hera_internal.cell_arrival(p_value, p_now, p_tolerance) + p_step
$function$;
COMMENT ON FUNCTION hera_internal.cell_next(bigint, bigint, bigint, bigint) IS 'Theoretical arrival time after a call.';
