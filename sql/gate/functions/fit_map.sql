CREATE FUNCTION hera_internal.fit_map(
    p_scores double precision[], p_correct boolean[], OUT scores double precision[], OUT confidences double precision[]
)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Isotonic regression of what was right on scores. Scores are taken to the percent, and in each percent the score itself
-- counts as two outcomes. With fewer than 200 outcomes scores stand for themselves.
DECLARE
    v_shares double precision[];
    v_weights double precision[];
BEGIN
    SELECT array_agg(b.score ORDER BY b.score), array_agg((b.hits + 2 * b.score) / (b.tries + 2) ORDER BY b.score),
        array_agg(b.tries + 2.0 ORDER BY b.score)
    INTO scores, v_shares, v_weights
    FROM (
        SELECT avg(o.score) AS score, count(*)::double precision AS tries, count(*) FILTER (WHERE o.correct) AS hits
        FROM unnest(p_scores, p_correct) AS o (score, correct)
        GROUP BY round(o.score * 100)
    ) AS b;
    confidences := CASE
        WHEN cardinality(p_scores) < 200 THEN scores ELSE hera_internal.pool_violators(v_shares, v_weights)
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.fit_map(double precision[], boolean[]) IS 'Map from score to confidence by isotonic regression.';
