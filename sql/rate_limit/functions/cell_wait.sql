CREATE FUNCTION hera_internal.cell_wait(p_ahead bigint, p_cost bigint, p_tolerance bigint)
RETURNS numeric
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
    -- A named expression. Seconds, rounded up to what the answer shows, so that the call that waited is admitted; NULL for
    -- a cost that no wait makes room for.
    SELECT CASE WHEN p_cost <= p_tolerance THEN ceil((p_ahead + p_cost - p_tolerance) / 1000.0) / 1000 END
$function$;
COMMENT ON FUNCTION hera_internal.cell_wait(bigint, bigint, bigint) IS 'Seconds until a refused call has room.';
