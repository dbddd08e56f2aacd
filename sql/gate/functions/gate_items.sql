CREATE FUNCTION hera_internal.gate_items(
    p_caller hera_internal.caller_context, p_choices hera_internal.classification[]
)
RETURNS hera_internal.classification[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera_internal.gate_guess, for each of many guesses in order, NULL where there is none. A draw for review says nothing
-- of what is only classified, so none is made.
DECLARE
    v_now CONSTANT timestamptz := clock_timestamp();
    v_budget CONSTANT numeric := round((p_caller.settings ->> 'error_budget')::numeric, 4);
    v_certainty CONSTANT numeric := round((p_caller.settings ->> 'error_certainty')::numeric, 4);
    v_posted_from CONSTANT numeric := (p_caller.settings ->> 'ai_confidence_threshold')::numeric;
    v_proposed_from CONSTANT numeric := (p_caller.settings ->> 'ai_review_threshold')::numeric;
    v_maps CONSTANT boolean := (p_caller.guess_marks & 8 = 0) IS NOT TRUE;
BEGIN
    RETURN ARRAY(
        SELECT CASE WHEN (c.choice).stage IS NOT NULL THEN ROW(
            (c.choice).stage, (c.choice).smart_code, (c.choice).account_code, m.confidence, (c.choice).evidence,
            (c.choice).explanation || hera_internal.gate_explanation(
                (c.choice).score, r.reason IS NULL, g.threshold, v_budget, coalesce(r.reason, g.reason)
            ),
            hera_internal.gate_status(
                (c.choice).score, m.confidence, r.reason IS NULL, g.threshold, v_posted_from, v_proposed_from
            ),
            (c.choice).score, (c.choice).model_id, NULL, NULL, NULL, NULL
        )::hera_internal.classification END
        FROM (
            SELECT u.choice, hera_internal.smart_code_family((u.choice).smart_code) AS family, u.n
            FROM (SELECT p_choices[n] AS choice, n FROM generate_subscripts(p_choices, 1) AS n OFFSET 0) AS u
            OFFSET 0
        ) AS c
        LEFT JOIN LATERAL (
            SELECT m.scores, m.confidences
            FROM hera_internal.confidence_map AS m
            WHERE v_maps AND m.organization_id = p_caller.organization_id AND m.stage = (c.choice).stage
            OFFSET 0
        ) AS k ON true
        CROSS JOIN LATERAL (
            SELECT hera_internal.calibrate_score((c.choice).score, k.scores, k.confidences) AS confidence
            OFFSET 0
        ) AS m
        LEFT JOIN LATERAL (
            SELECT g.threshold, g.threshold IS NULL AS closed, g.budget, g.certainty, g.looked_at, g.reason
            FROM hera_internal.posting_gate AS g
            WHERE g.organization_id = p_caller.organization_id AND g.family = c.family
            OFFSET 0
        ) AS g ON true
        CROSS JOIN LATERAL (
            SELECT hera_internal.gate_obstacle(
                g.closed, g.reason, g.budget, g.certainty, g.looked_at, v_budget, v_certainty, v_now
            ) AS reason
            OFFSET 0
        ) AS r
        ORDER BY c.n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.gate_items(hera_internal.caller_context, hera_internal.classification[]) IS 'Calibrates many guesses and decides whether they are posted.';
