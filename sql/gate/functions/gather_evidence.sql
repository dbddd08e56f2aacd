CREATE FUNCTION hera_internal.gather_evidence(p_gate hera_internal.gate_state, p_window integer, p_floor numeric)
RETURNS hera_internal.gate_evidence
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The first p_window outcomes of guesses as sure as p_floor wants, since the older running series began, counted per point
-- of the grid as hera_internal.derive_threshold wants them; what nobody judged in time counts as wrong, in both series.
DECLARE
    v_open record := hera_internal.find_unreviewed(p_gate.organization_id, p_gate.family, p_floor);
    v_from uuid := coalesce(p_gate.evidence_from, '00000000-0000-0000-0000-000000000000');
    v_later uuid := coalesce(p_gate.series_from, p_gate.evidence_from, '00000000-0000-0000-0000-000000000000');
    v_result hera_internal.gate_evidence;
BEGIN
    WITH evidence AS (
        SELECT f.id, f.score, f.correct
        FROM hera.ai_posting_feedback AS f
        WHERE f.organization_id = p_gate.organization_id AND f.family = p_gate.family AND f.counts AND f.score >= 0.85
            AND f.confidence >= p_floor AND f.id > v_from AND (v_open.oldest IS NULL OR f.transaction_id < v_open.oldest)
        ORDER BY f.id
        LIMIT p_window
    ),
    point AS (
        SELECT 16 - least(width_bucket(e.score, 0.85, 1, 15), 15) AS i, count(*) AS outcomes,
            count(*) FILTER (WHERE NOT e.correct) AS errors, count(*) FILTER (WHERE e.id IS NULL OR e.id > v_later) AS later,
            count(*) FILTER (WHERE NOT e.correct AND (e.id IS NULL OR e.id > v_later)) AS later_errors,
            (array_agg(e.id ORDER BY e.id) FILTER (WHERE e.id > v_later))[1] AS first_id,
            (array_agg(e.id ORDER BY e.id DESC) FILTER (WHERE e.id IS NOT NULL))[1] AS last_id
        FROM (
            SELECT e.id, e.score, e.correct FROM evidence AS e
            UNION ALL
            SELECT NULL, u.score, false FROM unnest(v_open.late) AS u (score)
        ) AS e
        GROUP BY 1
    ),
    grid AS (
        SELECT g.i, sum(coalesce(p.outcomes, 0)) OVER w AS outcomes, sum(coalesce(p.errors, 0)) OVER w AS errors,
            sum(coalesce(p.later, 0)) OVER w AS later, sum(coalesce(p.later_errors, 0)) OVER w AS later_errors
        FROM generate_series(1, 15) AS g (i)
        LEFT JOIN point AS p ON p.i = g.i
        WINDOW w AS (ORDER BY g.i)
    )
    SELECT array_agg(g.outcomes ORDER BY g.i)::integer[], array_agg(g.errors ORDER BY g.i)::integer[],
        CASE WHEN p_gate.series_from IS NOT NULL THEN array_agg(g.later ORDER BY g.i)::integer[] END,
        CASE WHEN p_gate.series_from IS NOT NULL THEN array_agg(g.later_errors ORDER BY g.i)::integer[] END,
        p_gate.series - (p_gate.series_from IS NOT NULL)::integer,
        (SELECT (array_agg(p.first_id ORDER BY p.first_id))[1] FROM point AS p),
        (SELECT (array_agg(p.last_id ORDER BY p.last_id DESC NULLS LAST))[1] FROM point AS p),
        cardinality(v_open.late)
    INTO v_result
    FROM grid AS g;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.gather_evidence(hera_internal.gate_state, integer, numeric) IS 'Outcomes that count, per point of the grid of thresholds.';
