CREATE FUNCTION hera_internal.capacity_values()
RETURNS TABLE (name text, value numeric, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What there is now of each thing that may run short; NULL where nobody knows.
DECLARE
    v_host record;
BEGIN
    SELECT h.* INTO v_host FROM hera_internal.fresh_host() AS h;
    RETURN QUERY
    SELECT 'connections', round(100.0 * c.connections / c.connection_limit, 1),
        format('%s of %s', c.connections, c.connection_limit)
    FROM hera_internal.connection_use() AS c;
    RETURN QUERY VALUES
    ('storage', round(100 * (1 - v_host.storage_free_bytes::numeric / nullif(v_host.storage_bytes, 0)), 1),
        format('%s of %s free', pg_size_pretty(v_host.storage_free_bytes), pg_size_pretty(v_host.storage_bytes))),
    ('cpu', round(v_host.cpu_load / nullif(v_host.cpu_count, 0), 3), format('%s for %s', v_host.cpu_load, v_host.cpu_count)),
    ('memory', round(100 * (1 - v_host.memory_available_bytes::numeric / nullif(v_host.memory_bytes, 0)), 1),
        format('%s of %s available', pg_size_pretty(v_host.memory_available_bytes), pg_size_pretty(v_host.memory_bytes)));
    RETURN QUERY
    SELECT 'storage_headroom', f.days, CASE
        WHEN f.bytes_per_day IS NULL THEN format('%s samples, less than a day of them', f.samples)
        WHEN f.days IS NULL THEN 'the machine has not said what is free'
        WHEN f.days = 'Infinity' THEN 'the database does not grow'
        ELSE format('%s a day; full on %s', pg_size_pretty(f.bytes_per_day), current_date + least(f.days, 36500)::integer)
    END
    FROM hera_internal.storage_forecast() AS f;
    RETURN QUERY
    SELECT 'review_queue', count(*)::numeric, format('since %s', min(t.created_at)) FROM hera.universal_transactions AS t
    WHERE t.posting_status IN ('pending_review', 'manual_required');
    RETURN QUERY
    SELECT 'commit_latency', hera_internal.commit_latency(),
        CASE WHEN NOT current_setting('track_wal_io_timing')::boolean THEN 'track_wal_io_timing is off' END;
    RETURN QUERY
    SELECT 'reservations', max(r.coverage), format('%s organizations have one', count(*))
    FROM hera_internal.reservation_use() AS r;
END
$function$;
COMMENT ON FUNCTION hera_internal.capacity_values() IS 'What there is of each thing that may run short.';
ALTER FUNCTION hera_internal.capacity_values() OWNER TO hera_owner;
