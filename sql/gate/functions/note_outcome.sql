CREATE FUNCTION hera_internal.note_outcome(
    p_caller hera_internal.caller_context,
    p_feedback_id uuid,
    p_family text,
    p_stage text,
    p_score numeric,
    p_correct boolean,
    p_on date
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What an outcome that counts means for calibration and gate: a map is fitted anew when it is a week old or verdicts have
-- grown by a fiftieth, since a fit reads thousands of them; an error may show drift and close the gate, and with what is
-- right a look is taken when as much is new as the last one asked for, or when it was a week ago. A week is one of the
-- calendar or, for maps, of the documents' own dates, which pass faster where years are replayed; dates of the future do
-- not hasten it.
DECLARE
    v_on date := least(p_on, (now() AT TIME ZONE p_caller.timezone)::date);
    v_week constant timestamptz := clock_timestamp() - interval '7 days';
    v_map record;
    v_gate record;
BEGIN
    SELECT hera_internal.first_id(m.fitted_at) AS first_id, greatest(9, m.outcomes / 50) AS few INTO v_map
    FROM hera_internal.confidence_map AS m
    WHERE m.organization_id = p_caller.organization_id AND m.stage = p_stage AND m.fitted_on > v_on - 7
        AND m.fitted_at > v_week;
    -- Two statements: in one the id would be made for every verdict, and be no condition of the index.
    IF NOT FOUND OR EXISTS (
        SELECT FROM hera.ai_posting_feedback AS f
        WHERE f.organization_id = p_caller.organization_id AND f.id >= v_map.first_id
        OFFSET v_map.few
    ) THEN
        PERFORM hera_internal.fit_confidence(p_caller.organization_id, v_on);
    END IF;
    IF p_score < 0.85 THEN
        RETURN;
    END IF;
    SELECT g.threshold, g.suspected_from, g.looked_at <= v_week AND g.looked_on < v_on AS is_old, g.wanted,
        coalesce(g.evidence_to, g.evidence_from, '00000000-0000-0000-0000-000000000000') AS seen_to
    INTO v_gate
    FROM hera_internal.posting_gate AS g
    WHERE g.organization_id = p_caller.organization_id AND g.family = p_family;
    IF NOT FOUND THEN
        PERFORM hera_internal.make_gate(p_caller.organization_id, p_family, p_caller.settings, v_on);
    ELSIF p_score >= v_gate.threshold AND NOT p_correct THEN
        PERFORM hera_internal.close_gate(p_caller.organization_id, p_family, p_feedback_id);
        RETURN;
    ELSIF p_score >= v_gate.threshold AND v_gate.suspected_from IS NOT NULL THEN
        PERFORM hera_internal.lift_suspicion(p_caller.organization_id, p_family, v_gate.suspected_from, v_gate.threshold);
    END IF;
    IF coalesce(v_gate.is_old, true) OR EXISTS (
        SELECT FROM hera.ai_posting_feedback AS f
        WHERE f.organization_id = p_caller.organization_id AND f.family = p_family AND f.counts AND f.score >= 0.85
            AND f.id > v_gate.seen_to
        OFFSET v_gate.wanted - 1
    ) THEN
        PERFORM hera_internal.take_look(p_caller.organization_id, p_family, p_caller.settings, v_on);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.note_outcome(hera_internal.caller_context, uuid, text, text, numeric, boolean, date) IS 'Brings calibration and gate up to date after an outcome.';
