CREATE FUNCTION hera_internal.store_look(
    p_gate hera_internal.gate_state,
    p_evidence hera_internal.gate_evidence,
    p_found hera_internal.gate_finding,
    p_budget double precision,
    p_certainty double precision,
    p_on date,
    p_histogram integer[],
    p_shift double precision
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes what a look found to the gate, says when the next one is due, and raises or clears alerts. A look at which no
-- point could be tested is not counted.
DECLARE
    v_reason text := hera_internal.gate_reason(p_evidence, p_found, p_budget, p_certainty);
    v_next boolean := hera_internal.next_series(p_gate, p_evidence, p_budget);
    v_point integer := round((1 - coalesce(p_found.tested, p_found.threshold)) * 100);
    v_seen integer := p_evidence.outcomes[cardinality(p_evidence.outcomes)];
    v_bound numeric;
BEGIN
    IF p_found.tested IS NOT NULL THEN
        v_bound := hera_internal.error_bound(p_evidence, v_point, p_certainty);
    END IF;
    v_reason := hera_internal.report_look(p_gate, p_evidence, p_found, p_shift, v_reason);
    UPDATE hera_internal.posting_gate AS g
    SET threshold = p_found.threshold, budget = p_budget, certainty = p_certainty,
        looks = g.looks + (p_found.tested IS NOT NULL)::integer, looked_at = clock_timestamp(),
        looked_on = CASE WHEN p_histogram IS NULL THEN g.looked_on ELSE greatest(g.looked_on, p_on) END,
        evidence_from = CASE WHEN v_next THEN coalesce(p_gate.series_from, p_gate.evidence_from) ELSE p_gate.evidence_from END,
        series_from = CASE WHEN v_next THEN p_evidence.last_id ELSE p_gate.series_from END,
        series = p_gate.series + v_next::integer,
        evidence_to = coalesce(p_evidence.last_id, p_gate.evidence_to),
        suspected_from = CASE WHEN p_found.threshold IS NOT NULL THEN g.suspected_from END,
        open_from = CASE WHEN p_found.threshold IS NOT NULL THEN coalesce(g.open_from, p_evidence.last_id) END,
        seen = v_seen,
        wanted = greatest(
            10, v_seen / 50, hera_internal.needed_outcomes(p_evidence.series, p_budget, p_certainty) - v_seen
        ),
        outcomes = coalesce(p_found.outcomes, p_evidence.outcomes[v_point], 0),
        errors = coalesce(p_found.errors, p_evidence.errors[v_point], 0),
        upper_bound = v_bound, histogram = coalesce(p_histogram, g.histogram), reason = v_reason
    WHERE g.organization_id = p_gate.organization_id AND g.family = p_gate.family;
    IF p_found.tested IS NOT NULL THEN
        PERFORM hera_internal.record_look(p_gate.organization_id, p_gate.family, hera_internal.gate_capital(p_evidence, v_point, p_budget));
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.store_look(hera_internal.gate_state, hera_internal.gate_evidence, hera_internal.gate_finding, double precision, double precision, date, integer[], double precision) IS 'Writes what a look found.';
