CREATE FUNCTION hera_internal.report_look(
    p_gate hera_internal.gate_state,
    p_evidence hera_internal.gate_evidence,
    p_found hera_internal.gate_finding,
    p_shift double precision,
    p_reason text
)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises an alert when a look closes a gate, clears those of an open one, and returns the reason with what closed it.
DECLARE
    v_code text := 'gate.closed';
BEGIN
    IF p_found.threshold IS NOT NULL THEN
        PERFORM hera_internal.clear_alerts(p_gate.organization_id, 'gate.%', p_gate.family);
        RETURN p_reason;
    ELSIF p_gate.threshold IS NULL THEN
        RETURN p_reason;
    END IF;
    IF p_shift >= 0.25 THEN
        p_reason := format('the scores have shifted (stability index %s); since then: %s', round(p_shift::numeric, 2), p_reason);
        v_code := 'gate.shift';
    ELSIF p_evidence.late > 0 THEN
        p_reason := format('%s drawn or waiting documents were not reviewed within a week; %s', p_evidence.late, p_reason);
        v_code := 'gate.unreviewed';
    END IF;
    PERFORM hera_internal.raise_alert(p_gate.organization_id, v_code, p_gate.family, p_reason);
    RETURN p_reason;
END
$function$;
COMMENT ON FUNCTION hera_internal.report_look(hera_internal.gate_state, hera_internal.gate_evidence, hera_internal.gate_finding, double precision, text) IS 'Raises or clears the alerts of a look.';
