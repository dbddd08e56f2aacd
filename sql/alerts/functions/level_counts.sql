CREATE FUNCTION hera_internal.level_counts(p_from timestamptz)
RETURNS TABLE (level text, at timestamptz, total numeric, bad numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What each service level counts, sample by sample: seconds for availability, requests, timed reads. A request is in time
-- when the bucket it was counted in ends within the limit.
BEGIN
    RETURN QUERY
    WITH level AS MATERIALIZED (
        SELECT l.name, l.limit_ms, (
            SELECT count(*)::integer FROM unnest(hera_internal.duration_bounds()) AS b (bound) WHERE 1000 * b.bound <= l.limit_ms
        ) AS buckets
        FROM hera_internal.service_level AS l
    )
    SELECT x.name, s.sampled_at, x.total, x.bad
    FROM hera_internal.service_sample AS s
    INNER JOIN level AS w ON w.name = 'write_latency'
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(d.counted), 0) AS total, coalesce(sum(d.counted) FILTER (WHERE d.n > w.buckets), 0) AS slow
        FROM unnest(s.durations) WITH ORDINALITY AS d (counted, n)
    ) AS d
    CROSS JOIN LATERAL (
        VALUES ('availability', s.seconds, CASE WHEN s.available THEN s.down_seconds ELSE s.seconds END),
        ('errors', s.requests, s.errors), ('write_latency', d.total, d.slow)
    ) AS x (name, total, bad)
    WHERE s.sampled_at > p_from
    UNION ALL
    SELECT w.name, s.sampled_at, 1, (s.read_ms > w.limit_ms)::integer
    FROM hera_internal.signal_sample AS s
    INNER JOIN level AS w ON w.name = 'read_latency'
    WHERE s.sampled_at > p_from AND s.read_ms IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.level_counts(timestamptz) IS 'What service levels count, sample by sample.';
ALTER FUNCTION hera_internal.level_counts(timestamptz) OWNER TO hera_owner;
