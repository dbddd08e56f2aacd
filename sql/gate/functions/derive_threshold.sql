CREATE FUNCTION hera_internal.derive_threshold(
    p_evidence hera_internal.gate_evidence, p_budget double precision, p_certainty double precision, p_passed integer DEFAULT 0
)
RETURNS hera_internal.gate_finding
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Element i of the evidence counts what was decided at score 1 - i/100 or above: the grid is 0.99, 0.98 ... 0.85. It is
-- tested from the highest point down and the first failure ends it; the threshold is the lowest point that passed. Points
-- to p_passed passed at an earlier look and stay passed. A point that fewer than a third of the outcomes reach is left
-- out: that looks at counts and never at errors. Nothing is tested with fewer outcomes than could pass.
DECLARE
    v_last integer := cardinality(p_evidence.outcomes);
    v_found hera_internal.gate_finding;
    v_passed boolean;
BEGIN
    IF p_passed > 0 THEN
        v_found.threshold := round(1 - p_passed / 100.0, 2);
    END IF;
    IF p_evidence.outcomes[v_last] < hera_internal.needed_outcomes(p_evidence.series, p_budget, p_certainty) THEN
        RETURN v_found;
    END IF;
    FOR i IN p_passed + 1 .. v_last LOOP
        CONTINUE WHEN 3 * p_evidence.outcomes[i] < p_evidence.outcomes[v_last];
        v_passed := hera_internal.gate_capital(p_evidence, i, p_budget) >= 1 / (1 - p_certainty);
        IF v_passed OR v_found.tested IS NULL THEN
            v_found.tested := round(1 - i / 100.0, 2);
            v_found.outcomes := p_evidence.outcomes[i];
            v_found.errors := p_evidence.errors[i];
        END IF;
        EXIT WHEN NOT v_passed;
        v_found.threshold := v_found.tested;
    END LOOP;
    RETURN v_found;
END
$function$;
COMMENT ON FUNCTION hera_internal.derive_threshold(hera_internal.gate_evidence, double precision, double precision, integer) IS 'Lowest threshold at which the error rate is shown to stay within the budget.';
