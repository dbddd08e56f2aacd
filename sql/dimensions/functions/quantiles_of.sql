CREATE FUNCTION hera_internal.quantiles_of(p_bins smallint[], p_counts bigint[])
RETURNS smallint[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The bins of 0 to 100 percent: element n + 1 is the smallest bin that n percent of what is counted do not exceed. Whole
-- numbers all along, so an edge lies where it lies. NULL when nothing is counted; counts below zero are none.
BEGIN
    RETURN (
        SELECT array_agg(c.bin ORDER BY g.percent)
        FROM (
            SELECT b.bin, sum(b.count) OVER (ORDER BY b.bin) AS through,
                sum(b.count) OVER (ORDER BY b.bin) - b.count AS before, sum(b.count) OVER () AS total
            FROM unnest(p_bins, p_counts) AS b (bin, count)
            WHERE b.count > 0
        ) AS c
        CROSS JOIN LATERAL generate_series(
            CASE c.before WHEN 0 THEN 0 ELSE div(c.before * 100, c.total) + 1 END, div(c.through * 100, c.total)
        ) AS g (percent)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.quantiles_of(smallint[], bigint[]) IS 'Quantiles of a histogram, for 0 to 100 percent.';
