CREATE FUNCTION hera_internal.write_registers(p_register integer, p_value bigint, p_cleared integer[])
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes a register, then empties those whose tokens it has taken over: a caller that is killed in between has counted
-- them twice, never not at all.
BEGIN
    PERFORM setval(('hera_internal.register_' || p_register)::regclass, p_value);
    PERFORM setval(('hera_internal.register_' || r.number)::regclass, 0) FROM unnest(p_cleared) AS r (number);
END
$function$;
COMMENT ON FUNCTION hera_internal.write_registers(integer, bigint, integer[]) IS 'Writes what a call has made of a limit.';
