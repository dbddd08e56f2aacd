CREATE FUNCTION hera_internal.fresh_host()
RETURNS TABLE (
    cpu_count integer, cpu_load numeric, memory_bytes bigint, memory_available_bytes bigint, storage_bytes bigint,
    storage_free_bytes bigint
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the machine said of itself within ten minutes: older is not known.
BEGIN
    RETURN QUERY
    SELECT h.cpu_count, h.cpu_load, h.memory_bytes, h.memory_available_bytes, h.storage_bytes, h.storage_free_bytes
    FROM hera_internal.host_report AS h
    WHERE h.reported_at > clock_timestamp() - interval '10 minutes'
    ORDER BY h.reported_at DESC
    LIMIT 1;
END
$function$;
COMMENT ON FUNCTION hera_internal.fresh_host() IS 'What the machine of the server said of itself last, if that is not long ago.';
ALTER FUNCTION hera_internal.fresh_host() OWNER TO hera_owner;
