CREATE FUNCTION hera_internal.histogram_samples(p_metric text, p_counter text, p_bounds numeric[])
RETURNS TABLE (metric text, labels text, value numeric)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Cumulative buckets and count of a histogram whose counters are numbered from 0, one more than there are bounds. There is
-- no sum: it would need a counter that is added to, and so a lock.
BEGIN
    RETURN QUERY
    WITH bucket AS MATERIALIZED (
        SELECT n, p_bounds[n + 1] AS bound, hera_internal.counted(p_counter || '_' || n) AS counted
        FROM generate_series(0, cardinality(p_bounds)) AS g (n)
    )
    SELECT p_metric || '_bucket', format('le="%s"', coalesce(b.bound::text, '+Inf')), sum(b.counted) OVER (ORDER BY b.n)
    FROM bucket AS b
    UNION ALL
    SELECT p_metric || '_count', NULL, sum(b.counted) FROM bucket AS b;
END
$function$;
COMMENT ON FUNCTION hera_internal.histogram_samples(text, text, numeric[]) IS 'Samples of a histogram.';
ALTER FUNCTION hera_internal.histogram_samples(text, text, numeric[]) OWNER TO hera_owner;
