CREATE FUNCTION hera_internal.gather_evidence(
    p_organization_id uuid, p_family text, p_from uuid, p_window integer, p_floor numeric
)
RETURNS hera_internal.gate_evidence
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The latest p_window outcomes of guesses as sure as p_floor wants, after feedback p_from, at most a year old, counted per point of the grid as
-- hera_internal.derive_threshold wants them; what nobody judged in time counts as wrong.
DECLARE
    v_open record := hera_internal.find_unreviewed(p_organization_id, p_family, p_floor);
    v_result hera_internal.gate_evidence;
    v_year uuid := hera_internal.new_id(clock_timestamp() - interval '1 year');
BEGIN
    WITH evidence AS (
        SELECT f.id, f.score, f.correct
        FROM hera.ai_posting_feedback AS f
        WHERE f.organization_id = p_organization_id AND f.family = p_family AND f.counts AND f.score >= 0.85
            AND f.confidence >= p_floor AND f.id > greatest(p_from, v_year)
            AND (v_open.oldest IS NULL OR f.transaction_id < v_open.oldest)
        ORDER BY f.id DESC
        LIMIT p_window
    ),
    point AS (
        SELECT 16 - least(width_bucket(e.score, 0.85, 1, 15), 15) AS i, count(*) AS outcomes,
            count(*) FILTER (WHERE NOT e.correct) AS errors, (array_agg(e.id ORDER BY e.id DESC))[1] AS last_id
        FROM (
            SELECT e.id, e.score, e.correct FROM evidence AS e
            UNION ALL
            SELECT NULL, u.score, false FROM unnest(v_open.late) AS u (score)
        ) AS e
        GROUP BY 1
    ),
    grid AS (
        SELECT g.i, sum(coalesce(p.outcomes, 0)) OVER (ORDER BY g.i) AS outcomes,
            sum(coalesce(p.errors, 0)) OVER (ORDER BY g.i) AS errors
        FROM generate_series(1, 15) AS g (i)
        LEFT JOIN point AS p ON p.i = g.i
    )
    SELECT array_agg(g.outcomes ORDER BY g.i)::integer[], array_agg(g.errors ORDER BY g.i)::integer[],
        (SELECT (array_agg(p.last_id ORDER BY p.last_id DESC NULLS LAST))[1] FROM point AS p),
        cardinality(v_open.late)
    INTO v_result
    FROM grid AS g;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.gather_evidence(uuid, text, uuid, integer, numeric) IS 'Outcomes that count, per point of the grid of thresholds.';
