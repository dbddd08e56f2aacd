CREATE FUNCTION hera_internal.calibrate_score(p_score numeric, p_scores float8[], p_confidences float8[])
RETURNS numeric
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The confidence that a score of a stage has earned: read from the stage's map, between two points on a straight line,
-- beyond the last one in parallel to the scores. Without a map the score stands for itself. Scores are sorted, and one
-- below the first of them is below it and not below zero.
SELECT round(coalesce(CASE width_bucket(p_score::float8, p_scores)
    WHEN 0 THEN p_confidences[1] * p_score::float8 / p_scores[1]
    WHEN cardinality(p_scores) THEN
        least(p_confidences[cardinality(p_scores)] + p_score::float8 - p_scores[cardinality(p_scores)], 1)
    ELSE p_confidences[width_bucket(p_score::float8, p_scores)]
        + (
            p_confidences[width_bucket(p_score::float8, p_scores) + 1]
            - p_confidences[width_bucket(p_score::float8, p_scores)]
        ) * (p_score::float8 - p_scores[width_bucket(p_score::float8, p_scores)])
        / (p_scores[width_bucket(p_score::float8, p_scores) + 1] - p_scores[width_bucket(p_score::float8, p_scores)])
END::numeric, p_score), 4)
$function$;
COMMENT ON FUNCTION hera_internal.calibrate_score(numeric, float8[], float8[]) IS 'Calibrated confidence of a score.';
