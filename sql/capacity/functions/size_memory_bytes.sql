CREATE FUNCTION hera.size_memory_bytes(
    p_connections numeric, p_shared_buffers_bytes numeric, p_work_mem_bytes numeric DEFAULT 4194304,
    p_connection_bytes numeric DEFAULT 16777216, p_reserve_bytes numeric DEFAULT 1073741824
)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Bytes of memory: shared buffers, each connection with its caches and two sorts at once, and what the system needs.
BEGIN
    RETURN ceil(
        p_shared_buffers_bytes + p_connections * (p_connection_bytes + 2 * p_work_mem_bytes) + p_reserve_bytes
    );
END
$function$;
COMMENT ON FUNCTION hera.size_memory_bytes(numeric, numeric, numeric, numeric, numeric) IS 'Bytes of memory for a server with so many connections.';
ALTER FUNCTION hera.size_memory_bytes(numeric, numeric, numeric, numeric, numeric) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.size_memory_bytes(numeric, numeric, numeric, numeric, numeric) TO hera_admin;
