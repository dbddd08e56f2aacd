CREATE FUNCTION hera.report_host(p_facts jsonb)
RETURNS integer
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tells what only the host knows, names and numbers: {"disk_free_bytes": 1000000}. Moments are seconds since 1970. Known
-- to alerts: disk_size_bytes, disk_free_bytes, certificate_expires_at, backup_finished_at; others are kept for who reads
-- them. Returns how many it took. Raises VAL_010 for what is no object of at most 100 numbers.
DECLARE
    v_taken integer;
BEGIN
    PERFORM hera_internal.require_known('p_facts', 'not an object of numbers', coalesce(
        jsonb_typeof(p_facts) = 'object' AND NOT jsonb_path_exists(p_facts, 'strict $.* ? (@.type() != "number")')
        AND pg_column_size(p_facts) < 16384, false
    ));
    PERFORM hera_internal.require_known('p_facts', left(f.key, 100), f.key ~ '^[a-z][a-z0-9_]{0,62}$')
    FROM jsonb_each(p_facts) AS f;
    INSERT INTO hera_internal.host_fact AS h (name, value, reported_at, reported_by)
    SELECT f.key, f.value::numeric, clock_timestamp(), hera_internal.caller_name()
    FROM jsonb_each_text(p_facts) AS f
    ORDER BY f.key
    LIMIT 100
    ON CONFLICT (name) DO UPDATE
    SET value = excluded.value, reported_at = excluded.reported_at, reported_by = excluded.reported_by;
    GET DIAGNOSTICS v_taken = ROW_COUNT;
    RETURN v_taken;
END
$function$;
COMMENT ON FUNCTION hera.report_host(jsonb) IS 'Tells what only the host knows: free space, certificates, backups.';
ALTER FUNCTION hera.report_host(jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.report_host(jsonb) TO hera_admin;
