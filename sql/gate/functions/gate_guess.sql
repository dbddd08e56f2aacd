CREATE FUNCTION hera_internal.gate_guess(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Calibrates a guess and decides what it earns: posting, where the gate of its family is open, the score reaches the
-- threshold in force and the confidence its floor; else review, or coding by hand. Of what is posted a share is drawn for
-- review, by a random number that knows nothing of the document and that no session can seed; ten times as much after an
-- error. Two look-ups by primary key.
DECLARE
    v_family text := hera_internal.smart_code_family(coalesce(p_result.smart_code, p_document.template_code));
    v_budget numeric := round((p_caller.settings ->> 'error_budget')::numeric, 4);
    v_map record;
    v_gate record;
    v_reason text;
BEGIN
    IF p_result.account_code IS NULL THEN
        p_result.posting_status := 'manual_required';
        RETURN p_result;
    END IF;
    IF p_caller.guess_marks & 8 = 0 THEN
        p_result.confidence := round(p_result.score, 4);
    ELSE
        SELECT m.scores, m.confidences INTO v_map
        FROM hera_internal.confidence_map AS m
        WHERE m.organization_id = p_caller.organization_id AND m.stage = p_result.stage;
        p_result.confidence := hera_internal.calibrate_score(p_result.score, v_map.scores, v_map.confidences);
    END IF;
    SELECT g.threshold, g.threshold IS NULL AS closed, g.suspected_from, g.budget, g.certainty, g.looked_at, g.reason
    INTO v_gate
    FROM hera_internal.posting_gate AS g
    WHERE g.organization_id = p_caller.organization_id AND g.family = v_family;
    v_reason := hera_internal.gate_obstacle(
        v_gate.closed, v_gate.reason, v_gate.budget, v_gate.certainty, v_gate.looked_at, v_budget,
        round((p_caller.settings ->> 'error_certainty')::numeric, 4), clock_timestamp()
    );
    p_result.posting_status := hera_internal.gate_status(
        p_result.score, p_result.confidence, v_reason IS NULL, v_gate.threshold,
        (p_caller.settings ->> 'ai_confidence_threshold')::numeric, (p_caller.settings ->> 'ai_review_threshold')::numeric
    );
    p_result.drawn := p_result.posting_status = 'auto_posted'
        AND ('x' || left(gen_random_uuid()::text, 8))::bit(32)::bigint
        < (p_caller.settings ->> 'review_share')::double precision * 4294967296
        * CASE WHEN v_gate.suspected_from IS NULL THEN 1 ELSE 10 END;
    p_result.explanation := p_result.explanation || hera_internal.gate_explanation(
        p_result.score, v_reason IS NULL, v_gate.threshold, v_budget, coalesce(v_reason, v_gate.reason)
    );
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.gate_guess(hera_internal.caller_context, hera_internal.document, hera_internal.classification) IS 'Calibrates a guess and decides whether it is posted.';
