CREATE FUNCTION hera_internal.register_time()
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Registers count microseconds.
BEGIN
    RETURN (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
END
$function$;
COMMENT ON FUNCTION hera_internal.register_time() IS 'Microseconds since 1970, by the clock and not by the transaction.';
