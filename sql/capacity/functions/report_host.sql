CREATE FUNCTION hera.report_host(p_facts jsonb)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the machine of the server says of itself, which the database cannot see: host, cpu_count, cpu_load, memory_bytes,
-- memory_available_bytes, storage_bytes, storage_free_bytes; what is not known is left out. hera run reports it when it
-- runs there. Raises AUTHZ_001, and VAL_010 for a field that is unknown or no number.
DECLARE
    v_field record;
BEGIN
    PERFORM hera_internal.require_admin('hera.report_host');
    PERFORM hera_internal.require_known('p_facts', jsonb_typeof(p_facts), jsonb_typeof(p_facts) = 'object');
    PERFORM hera_internal.require_text(p_facts ->> 'host', 'p_facts.host', 255);
    FOR v_field IN SELECT f.key, f.value FROM jsonb_each(p_facts) AS f WHERE f.key <> 'host' LOOP
        PERFORM hera_internal.require_known('p_facts.' || left(v_field.key, 50), left(v_field.value::text, 50), v_field.key IN (
            'cpu_count', 'cpu_load', 'memory_bytes', 'memory_available_bytes', 'storage_bytes', 'storage_free_bytes'
        ) AND jsonb_typeof(v_field.value) IN ('number', 'null') AND length(v_field.value::text) <= 18);
    END LOOP;
    INSERT INTO hera_internal.host_report AS r (
        host, reported_at, reported_by, cpu_count, cpu_load, memory_bytes, memory_available_bytes, storage_bytes,
        storage_free_bytes
    )
    VALUES (
        p_facts ->> 'host', clock_timestamp(), hera_internal.caller_name(), (p_facts ->> 'cpu_count')::numeric::integer,
        (p_facts ->> 'cpu_load')::numeric, (p_facts ->> 'memory_bytes')::numeric,
        (p_facts ->> 'memory_available_bytes')::numeric, (p_facts ->> 'storage_bytes')::numeric,
        (p_facts ->> 'storage_free_bytes')::numeric
    )
    ON CONFLICT (host) DO UPDATE
    SET reported_at = excluded.reported_at, reported_by = excluded.reported_by, cpu_count = excluded.cpu_count,
        cpu_load = excluded.cpu_load, memory_bytes = excluded.memory_bytes,
        memory_available_bytes = excluded.memory_available_bytes, storage_bytes = excluded.storage_bytes,
        storage_free_bytes = excluded.storage_free_bytes;
END
$function$;
COMMENT ON FUNCTION hera.report_host(jsonb) IS 'Takes what the machine of the server says of itself.';
ALTER FUNCTION hera.report_host(jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.report_host(jsonb) TO hera_admin;
