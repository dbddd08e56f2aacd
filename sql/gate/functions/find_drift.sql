CREATE FUNCTION hera_internal.find_drift(p_gate hera_internal.gate_state)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether some run of latest outcomes since the gate opened, of the last 1,000, is 2,000 times likelier at twice the budget
-- than at half of it (Page's test). NULL when none is; else the shortest, in words.
DECLARE
    v_right double precision := ln((1 - 2 * p_gate.budget) / (1 - p_gate.budget / 2));
    v_run record;
BEGIN
    SELECT r.outcomes, r.errors INTO v_run
    FROM (
        SELECT row_number() OVER w AS outcomes, count(*) FILTER (WHERE NOT o.correct) OVER w AS errors
        FROM (
            SELECT w.id, w.correct
            FROM (
                SELECT f.id, f.correct, f.score
                FROM hera.ai_posting_feedback AS f
                WHERE f.organization_id = p_gate.organization_id AND f.family = p_gate.family AND f.counts
                    AND f.score >= 0.85 AND f.id > p_gate.open_from
                ORDER BY f.id DESC
                LIMIT 2000
            ) AS w
            WHERE w.score >= p_gate.threshold
            ORDER BY w.id DESC
            LIMIT 1000
        ) AS o
        WINDOW w AS (ORDER BY o.id DESC)
    ) AS r
    WHERE r.errors * ln(4::double precision) + (r.outcomes - r.errors) * v_right >= ln(2000::double precision)
    ORDER BY r.outcomes
    LIMIT 1;
    RETURN CASE WHEN FOUND THEN format('drift: %s errors among the last %s outcomes', v_run.errors, v_run.outcomes) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_drift(hera_internal.gate_state) IS 'Whether the latest outcomes break the error budget.';
