CREATE FUNCTION hera_internal.find_drift(p_gate hera_internal.gate_state)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether the outcomes since the gate opened, the last 20, 50, 200 or 1,000 of them, show an error rate above the budget:
-- three errors at least, and a chance of less than 1 % for so many under the budget. NULL when they do not.
DECLARE
    v_correct boolean[];
    v_outcomes integer;
    v_errors integer;
BEGIN
    SELECT array_agg(r.correct ORDER BY r.id DESC) INTO v_correct
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
    ) AS r;
    FOREACH v_outcomes IN ARRAY '{20,50,200,1000}'::integer[] LOOP
        v_outcomes := least(v_outcomes, cardinality(v_correct));
        v_errors := cardinality(array_positions(v_correct[:v_outcomes], false));
        IF v_errors >= 3 AND 1 - hera_internal.binomial_tail(v_outcomes, v_errors - 1, p_gate.budget) < 0.01 THEN
            RETURN format('drift: %s errors among the last %s outcomes', v_errors, v_outcomes);
        END IF;
    END LOOP;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_drift(hera_internal.gate_state) IS 'Whether the latest outcomes break the error budget.';
