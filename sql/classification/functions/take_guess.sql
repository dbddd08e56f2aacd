CREATE FUNCTION hera_internal.take_guess(
    p_organization_id uuid,
    p_result hera_internal.classification,
    p_stage text,
    p_account_code text,
    p_score numeric,
    p_evidence text,
    p_explanation jsonb,
    p_model_id uuid DEFAULT NULL
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The result with this guess in it when it is surer than the guess that is there, else as it was.
DECLARE
    v_confidence numeric;
BEGIN
    IF p_account_code IS NULL THEN
        RETURN p_result;
    END IF;
    v_confidence := hera_internal.calibrate(p_organization_id, p_evidence, p_score);
    IF p_result.confidence >= v_confidence THEN
        RETURN p_result;
    END IF;
    p_result.stage := p_stage;
    p_result.account_code := p_account_code;
    p_result.score := p_score;
    p_result.evidence := p_evidence;
    p_result.confidence := v_confidence;
    p_result.model_id := p_model_id;
    p_result.explanation := jsonb_build_object('stage', p_stage, 'evidence', p_evidence) || p_explanation;
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.take_guess(uuid, hera_internal.classification, text, text, numeric, text, jsonb, uuid) IS 'The surer of two guesses.';
