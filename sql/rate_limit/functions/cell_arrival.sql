CREATE FUNCTION hera_internal.cell_arrival(p_value bigint, p_now bigint, p_tolerance bigint)
RETURNS bigint
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- A named expression. A clock that went back leaves an arrival time in the far future, one that no admitted call can
    -- have made: then the burst counts as used up.
    SELECT least(greatest(p_value, p_now), p_now + p_tolerance)
$function$;
COMMENT ON FUNCTION hera_internal.cell_arrival(bigint, bigint, bigint) IS 'Theoretical arrival time in force.';
