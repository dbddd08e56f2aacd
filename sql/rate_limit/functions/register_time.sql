CREATE FUNCTION hera_internal.register_time()
RETURNS bigint
LANGUAGE sql
VOLATILE PARALLEL SAFE
AS $function$
    -- A named expression. Registers count microseconds.
    SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
$function$;
COMMENT ON FUNCTION hera_internal.register_time() IS 'Microseconds since 1970, by the clock and not by the transaction.';
