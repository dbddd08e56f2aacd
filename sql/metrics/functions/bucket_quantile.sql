CREATE FUNCTION hera_internal.bucket_quantile(p_share numeric, p_counts bigint[], p_bounds numeric[])
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The value below which a share of a histogram lies, interpolated in its bucket as Prometheus does; the last bound for what
-- lies beyond it. p_counts has one bucket more than there are bounds and is not cumulative. NULL when nothing was counted.
BEGIN
    RETURN (
        WITH bucket AS (
            SELECT c.n, c.counted, coalesce(p_bounds[c.n - 1], 0) AS lower_end, p_bounds[c.n] AS upper_end,
                sum(c.counted) OVER (ORDER BY c.n) AS until, p_share * sum(c.counted) OVER () AS wanted
            FROM unnest(p_counts) WITH ORDINALITY AS c (counted, n)
        )
        SELECT coalesce(
            b.lower_end + (b.upper_end - b.lower_end) * (b.wanted - (b.until - b.counted)) / b.counted, b.lower_end
        )
        FROM bucket AS b
        WHERE b.until >= b.wanted AND b.counted > 0
        ORDER BY b.n
        LIMIT 1
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.bucket_quantile(numeric, bigint[], numeric[]) IS
'The value below which a share of a histogram lies.';
ALTER FUNCTION hera_internal.bucket_quantile(numeric, bigint[], numeric[]) OWNER TO hera_owner;
