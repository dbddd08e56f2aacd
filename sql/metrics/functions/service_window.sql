CREATE FUNCTION hera_internal.service_window(p_from timestamptz, p_to timestamptz)
RETURNS TABLE (
    samples bigint, seconds numeric, requests bigint, errors bigint, error_rate numeric, rollback_rate numeric, p95_ms numeric,
    availability numeric
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The service samples of a time as one row; rates are shares, NULL where nothing was counted. availability is the share of
-- the seconds that were sampled in which the server ran and was ready; NULL without a sample.
BEGIN
    RETURN QUERY
    WITH sample AS (
        SELECT s.* FROM hera_internal.service_sample AS s WHERE s.sampled_at > p_from AND s.sampled_at <= p_to
    ), bucket AS (
        SELECT d.n, sum(d.counted)::bigint AS counted
        FROM sample AS s CROSS JOIN unnest(s.durations) WITH ORDINALITY AS d (counted, n)
        GROUP BY d.n
    )
    SELECT count(*), coalesce(sum(s.seconds), 0), coalesce(sum(s.requests), 0)::bigint, coalesce(sum(s.errors), 0)::bigint,
        round(sum(s.errors) / nullif(sum(s.requests), 0), 6),
        round(sum(s.rollbacks) / nullif(sum(s.commits) + sum(s.rollbacks), 0), 6),
        round(1000 * hera_internal.bucket_quantile(
            0.95, (SELECT array_agg(b.counted ORDER BY b.n) FROM bucket AS b), hera_internal.duration_bounds()
        ), 3),
        round(sum(s.seconds - s.down_seconds) FILTER (WHERE s.available) / nullif(sum(s.seconds), 0), 6)
    FROM sample AS s;
END
$function$;
COMMENT ON FUNCTION hera_internal.service_window(timestamptz, timestamptz) IS 'Service samples of a time as one row.';
ALTER FUNCTION hera_internal.service_window(timestamptz, timestamptz) OWNER TO hera_owner;
