CREATE FUNCTION hera_internal.fresh_host()
RETURNS TABLE (
    cpu_count integer, cpu_load numeric, memory_bytes bigint, memory_available_bytes bigint, storage_bytes bigint,
    storage_free_bytes bigint
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the machine said of itself and is not too old; NULL, which is unknown, for the rest.
BEGIN
    RETURN QUERY
    SELECT hera_internal.host_value('cpu_count')::integer, hera_internal.host_value('cpu_load'),
        hera_internal.host_value('memory_bytes')::bigint, hera_internal.host_value('memory_available_bytes')::bigint,
        hera_internal.host_value('disk_size_bytes')::bigint, hera_internal.host_value('disk_free_bytes')::bigint;
END
$function$;
COMMENT ON FUNCTION hera_internal.fresh_host() IS 'What the machine of the server said of itself last, if that is not long ago.';
ALTER FUNCTION hera_internal.fresh_host() OWNER TO hera_owner;
