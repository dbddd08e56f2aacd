CREATE FUNCTION hera_internal.passed_point(
    p_gate hera_internal.gate_state,
    p_evidence hera_internal.gate_evidence,
    p_budget double precision,
    p_certainty double precision,
    p_shift double precision
)
RETURNS integer
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The point of the grid that stays passed: the threshold in force; 0, and all is tested anew, when the gate is closed,
-- when the promise was tightened or the scores shifted, or when the errors of the older series exceed the budget, among as
-- many outcomes as could open it or with some that nobody judged in time. A point that passed needs no second test: to
-- open wrongly, the first point whose errors exceed the budget must pass at some look, and the chance that it ever does is
-- what certainty leaves.
DECLARE
    v_point integer := round((1 - p_gate.threshold) * 100);
BEGIN
    IF p_gate.threshold IS NULL OR p_shift >= 0.25 OR p_gate.budget > p_budget OR p_gate.certainty < p_certainty
        OR (
            p_evidence.errors[v_point] > p_budget * p_evidence.outcomes[v_point]
            AND (p_evidence.late > 0 OR p_evidence.outcomes[v_point] >= hera_internal.needed_outcomes(1, p_budget, p_certainty))
        )
    THEN
        RETURN 0;
    END IF;
    RETURN v_point;
END
$function$;
COMMENT ON FUNCTION hera_internal.passed_point(hera_internal.gate_state, hera_internal.gate_evidence, double precision, double precision, double precision) IS 'Point of the grid that needs no new test.';
