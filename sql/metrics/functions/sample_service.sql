CREATE FUNCTION hera_internal.sample_service()
RETURNS TABLE (sampled_at timestamptz, requests bigint, errors bigint, p95_ms numeric)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps what was counted since the last sample, and deletes samples older than 90 days; returns the sample. A counter that
-- went back began anew, after a crash: what it says was counted since then. The first sample counts nothing, because it
-- cannot tell when that was.
DECLARE
    v_last hera_internal.service_sample;
    v_now bigint[] := hera_internal.service_counters();
    v_new bigint[];
    v_at constant timestamptz := clock_timestamp();
BEGIN
    DELETE FROM hera_internal.service_sample AS s WHERE s.sampled_at < v_at - interval '90 days';
    SELECT s.* INTO v_last FROM hera_internal.service_sample AS s ORDER BY s.sampled_at DESC LIMIT 1;
    SELECT array_agg(
        CASE WHEN v_last.counters IS NULL THEN 0 WHEN n.counted < l.counted THEN n.counted ELSE n.counted - l.counted END
        ORDER BY n.place
    ) INTO v_new
    FROM unnest(v_now) WITH ORDINALITY AS n (counted, place)
    LEFT JOIN unnest(v_last.counters) WITH ORDINALITY AS l (counted, place) ON l.place = n.place;
    RETURN QUERY
    INSERT INTO hera_internal.service_sample AS s (
        sampled_at, seconds, down_seconds, available, requests, errors, commits, rollbacks, durations, p95_ms, counters
    )
    VALUES (
        v_at, coalesce(extract(epoch FROM v_at - v_last.sampled_at), 0),
        coalesce(greatest(extract(epoch FROM pg_postmaster_start_time() - v_last.sampled_at), 0), 0),
        hera.health('readiness') ->> 'status' <> 'failed', v_new[1] + v_new[2], v_new[2], v_new[3], v_new[4], v_new[5:],
        1000 * hera_internal.bucket_quantile(0.95, v_new[5:], hera_internal.duration_bounds()), v_now
    )
    RETURNING s.sampled_at, s.requests, s.errors, s.p95_ms;
END
$function$;
COMMENT ON FUNCTION hera_internal.sample_service() IS 'Keeps what became of requests since the last sample.';
ALTER FUNCTION hera_internal.sample_service() OWNER TO hera_owner;
