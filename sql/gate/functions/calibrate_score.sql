CREATE FUNCTION hera_internal.calibrate_score(p_organization_id uuid, p_stage text, p_score numeric)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The confidence that a score of this stage has earned: read from the map of the organization, between two points on a
-- straight line, beyond the last one in parallel to the scores. Without a map the score stands for itself.
DECLARE
    v_scores double precision[];
    v_confidences double precision[];
    v_score double precision := p_score;
    v_result double precision;
    i integer;
BEGIN
    SELECT m.scores, m.confidences INTO v_scores, v_confidences
    FROM hera_internal.confidence_map AS m
    WHERE m.organization_id = p_organization_id AND m.stage = p_stage;
    IF NOT FOUND THEN
        RETURN round(p_score, 4);
    END IF;
    i := width_bucket(v_score, v_scores);
    IF i = 0 THEN
        -- Scores are sorted, and one below the first of them is below it and not below zero.
        v_result := v_confidences[1] * v_score / v_scores[1];
    ELSIF i = cardinality(v_scores) THEN
        v_result := least(v_confidences[i] + v_score - v_scores[i], 1);
    ELSE
        v_result := v_confidences[i] + (v_confidences[i + 1] - v_confidences[i]) * (v_score - v_scores[i]) / (v_scores[i + 1] - v_scores[i]);
    END IF;
    RETURN round(v_result::numeric, 4);
END
$function$;
COMMENT ON FUNCTION hera_internal.calibrate_score(uuid, text, numeric) IS 'Calibrated confidence of a score.';
