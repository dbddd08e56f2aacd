CREATE FUNCTION hera_internal.close_gate(p_organization_id uuid, p_family text, p_feedback_id uuid)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- After an error: closes the gate of a family at once when the latest outcomes show drift, raises an alert and says
-- that it did; else the error is a suspicion, and more is drawn for review. Only outcomes after p_feedback_id can open
-- it again, a new series with less capital. Whoever holds the gate's lock decides; nothing waits here.
DECLARE
    v_gate hera_internal.gate_state;
    v_reason text;
BEGIN
    SELECT g.organization_id, g.family, g.threshold, g.budget, g.certainty, g.looks, g.looked_at, g.evidence_from,
        g.evidence_to, g.open_from, g.suspected_from, g.seen, g.histogram, g.series, g.series_from, g.wanted, g.looked_on
    INTO v_gate
    FROM hera_internal.posting_gate AS g
    WHERE g.organization_id = p_organization_id AND g.family = p_family AND g.threshold IS NOT NULL
    FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        v_reason := hera_internal.find_drift(v_gate);
    END IF;
    IF v_reason IS NULL THEN
        UPDATE hera_internal.posting_gate AS g SET suspected_from = p_feedback_id
        WHERE g.organization_id = p_organization_id AND g.family = v_gate.family;
        RETURN false;
    END IF;
    UPDATE hera_internal.posting_gate AS g
    SET threshold = NULL, open_from = NULL, suspected_from = NULL, evidence_from = p_feedback_id, evidence_to = p_feedback_id, seen = 0,
        series = g.series + 1, series_from = NULL, wanted = hera_internal.needed_outcomes(g.series + 1, g.budget, g.certainty),
        outcomes = 0, errors = 0, upper_bound = NULL, reason = v_reason
    WHERE g.organization_id = p_organization_id AND g.family = p_family;
    PERFORM hera_internal.raise_alert(p_organization_id, 'gate.drift', p_family, v_reason);
    RETURN true;
END
$function$;
COMMENT ON FUNCTION hera_internal.close_gate(uuid, text, uuid) IS 'Closes the gate of a family whose latest outcomes break the budget.';
