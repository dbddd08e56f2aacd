SELECT organization_id, family, threshold, budget, certainty, looks, looked_at, looked_on, evidence_from, evidence_to, open_from, suspected_from,
    seen, outcomes, errors, upper_bound, histogram, reason
FROM hera_internal.posting_gate WHERE false;

SELECT organization_id, family, look, looked_at, threshold, budget, spent, outcomes, errors, upper_bound, evidence_from,
    evidence_to, reason
FROM hera_internal.gate_look WHERE false;

SELECT organization_id, stage, scores, confidences, outcomes, fitted_at, fitted_on
FROM hera_internal.confidence_map WHERE false;
