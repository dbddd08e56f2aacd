CREATE FUNCTION hera_internal.is_map_true(
    p_scores double precision[], p_confidences double precision[], p_asked double precision[], p_correct boolean[]
)
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether as many of these outcomes were right as a map says, within one standard deviation.
DECLARE
    v_found record;
BEGIN
    SELECT sum(c.confidence) AS expected, sum(c.confidence * (1 - c.confidence)) AS variance, sum(c.correct::integer) AS hits
    INTO v_found
    FROM (
        SELECT least(greatest(
            hera_internal.calibrate_score(o.score::numeric, p_scores, p_confidences)::double precision, 0.0001
        ), 0.9999) AS confidence, o.correct
        FROM unnest(p_asked, p_correct) AS o (score, correct)
    ) AS c;
    RETURN abs(v_found.expected - v_found.hits) <= sqrt(v_found.variance);
END
$function$;
COMMENT ON FUNCTION hera_internal.is_map_true(double precision[], double precision[], double precision[], boolean[]) IS 'Whether a map agrees with outcomes.';
