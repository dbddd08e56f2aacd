CREATE FUNCTION hera_internal.closed_reason(
    p_evidence hera_internal.gate_evidence,
    p_found hera_internal.gate_finding,
    p_budget double precision,
    p_certainty double precision
)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why a look opened the gate or left it closed, in words.
DECLARE
    v_best record;
    v_point integer := round((1 - coalesce(p_found.tested, p_found.threshold)) * 100);
BEGIN
    IF p_found.threshold IS NOT NULL AND p_found.threshold IS DISTINCT FROM p_found.tested THEN
        v_point := round((1 - p_found.threshold) * 100);
        RETURN format(
            'passed at an earlier look; %s errors of the latest %s from %s', p_evidence.errors[v_point],
            p_evidence.outcomes[v_point], p_found.threshold
        );
    ELSIF p_found.tested IS NULL THEN
        RETURN format(
            'too little evidence: %s outcomes of the %s that are needed', p_evidence.outcomes[cardinality(p_evidence.outcomes)],
            hera_internal.needed_outcomes(p_evidence.series, p_budget, p_certainty)
        );
    END IF;
    IF p_found.threshold IS NULL THEN
        SELECT g.i, p_evidence.outcomes[g.i] AS outcomes, p_evidence.errors[g.i]::numeric / p_evidence.outcomes[g.i] AS share
        INTO v_best
        FROM generate_subscripts(p_evidence.outcomes, 1) AS g (i)
        WHERE 3 * p_evidence.outcomes[g.i] >= p_evidence.outcomes[cardinality(p_evidence.outcomes)]
        ORDER BY 3, 1
        LIMIT 1;
        IF v_best.share > p_budget THEN
            RETURN format(
                'label noise: the best point of the grid, %s, has %s %% errors of %s', round(1 - v_best.i / 100.0, 2),
                round(100 * v_best.share, 1), v_best.outcomes
            );
        END IF;
    END IF;
    RETURN format(
        CASE
            WHEN p_found.threshold IS NULL THEN 'not shown yet: %s errors of %s from %s may be up to %s %%'
            ELSE '%s errors of %s from %s: at most %s %%'
        END,
        p_found.errors, p_found.outcomes, p_found.tested,
        round(100 * hera_internal.error_bound(p_evidence, v_point, p_certainty)::numeric, 2)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.closed_reason(hera_internal.gate_evidence, hera_internal.gate_finding, double precision, double precision) IS 'Why a look opened or closed the gate.';
