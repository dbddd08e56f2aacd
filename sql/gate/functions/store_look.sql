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
-- Writes what a look found to the gate and to the history of looks, and raises or clears alerts. A look at which no
-- point could be tested spends nothing and is not counted.
DECLARE
    v_spent double precision := hera_internal.look_share(p_gate.looks + 1, p_certainty);
    v_reason text := hera_internal.gate_reason(p_evidence, p_found, p_budget, v_spent);
    v_closes boolean := p_gate.threshold IS NOT NULL AND p_found.threshold IS NULL;
    v_bound numeric;
    v_now constant timestamptz := clock_timestamp();
BEGIN
    IF p_found.tested IS NOT NULL THEN
        v_bound := hera_internal.error_bound(p_found.outcomes, p_found.errors, v_spent);
    END IF;
    IF v_closes AND p_shift >= 0.25 THEN
        v_reason := format('the scores have shifted (stability index %s); since then: %s', round(p_shift::numeric, 2), v_reason);
        PERFORM hera_internal.raise_alert(p_gate.organization_id, 'gate.shift', p_gate.family, v_reason);
    ELSIF v_closes AND p_evidence.late > 0 THEN
        v_reason := format('%s drawn or waiting documents were not reviewed within a week; %s', p_evidence.late, v_reason);
        PERFORM hera_internal.raise_alert(p_gate.organization_id, 'gate.unreviewed', p_gate.family, v_reason);
    ELSIF v_closes THEN
        PERFORM hera_internal.raise_alert(p_gate.organization_id, 'gate.closed', p_gate.family, v_reason);
    ELSIF p_found.threshold IS NOT NULL THEN
        PERFORM hera_internal.clear_alerts(p_gate.organization_id, 'gate.%', p_gate.family);
    END IF;
    UPDATE hera_internal.posting_gate AS g
    SET threshold = p_found.threshold, budget = p_budget, certainty = p_certainty, looks = g.looks + (p_found.tested IS NOT NULL)::integer, looked_at = v_now,
        looked_on = greatest(g.looked_on, p_on), evidence_from = p_gate.evidence_from,
        evidence_to = coalesce(p_evidence.last_id, g.evidence_to),
        suspected_from = CASE WHEN p_found.threshold IS NOT NULL THEN g.suspected_from END,
        open_from = CASE WHEN p_found.threshold IS NOT NULL THEN coalesce(g.open_from, p_evidence.last_id) END,
        seen = p_evidence.outcomes[15],
        outcomes = coalesce(p_found.outcomes, p_evidence.outcomes[round((1 - p_found.threshold) * 100)::integer], 0),
        errors = coalesce(p_found.errors, p_evidence.errors[round((1 - p_found.threshold) * 100)::integer], 0),
        upper_bound = v_bound, histogram = p_histogram, reason = v_reason
    WHERE g.organization_id = p_gate.organization_id AND g.family = p_gate.family;
    IF p_found.tested IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO hera_internal.gate_look (
        organization_id, family, look, looked_at, threshold, budget, spent, outcomes, errors, upper_bound,
        evidence_from, evidence_to, reason
    )
    VALUES (
        p_gate.organization_id, p_gate.family, p_gate.looks + 1, v_now, p_found.threshold, p_budget, v_spent,
        p_found.outcomes, p_found.errors, v_bound, p_gate.evidence_from, p_evidence.last_id, v_reason
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.store_look(hera_internal.gate_state, hera_internal.gate_evidence, hera_internal.gate_finding, double precision, double precision, date, integer[], double precision) IS 'Writes what a look found.';
