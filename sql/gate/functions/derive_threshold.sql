CREATE FUNCTION hera_internal.derive_threshold(
    p_outcomes integer[], p_errors integer[], p_budget double precision, p_spent double precision, p_passed integer DEFAULT 0
)
RETURNS hera_internal.gate_finding
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Element i counts what was decided at score 1 - i/100 or above: the grid is 0.99, 0.98 ... 0.85. It is tested from the
-- highest point down and the first failure ends it; the threshold is the lowest point that passed. Points to p_passed
-- passed at an earlier look and stay passed. A point with fewer than twice the outcomes that could just pass is left
-- out, unless there are no more in all: it would stop the sequence by its smallness. That looks at counts and never at
-- errors, so the order of the tests stays fixed in advance.
DECLARE
    v_needed integer := hera_internal.needed_outcomes(p_budget, p_spent);
    v_last integer := cardinality(p_outcomes);
    v_found hera_internal.gate_finding;
    v_passed boolean;
BEGIN
    v_needed := greatest(v_needed, least(2 * v_needed, p_outcomes[v_last]));
    IF p_passed > 0 THEN
        v_found.threshold := round(1 - p_passed / 100.0, 2);
    END IF;
    FOR i IN p_passed + 1 .. v_last LOOP
        CONTINUE WHEN p_outcomes[i] < v_needed;
        v_passed := hera_internal.binomial_tail(p_outcomes[i], p_errors[i], p_budget) <= p_spent;
        IF v_passed OR v_found.tested IS NULL THEN
            v_found.tested := round(1 - i / 100.0, 2);
            v_found.outcomes := p_outcomes[i];
            v_found.errors := p_errors[i];
        END IF;
        EXIT WHEN NOT v_passed;
        v_found.threshold := v_found.tested;
    END LOOP;
    RETURN v_found;
END
$function$;
COMMENT ON FUNCTION hera_internal.derive_threshold(integer[], integer[], double precision, double precision, integer) IS 'Lowest threshold at which the error rate is shown to stay within the budget.';
