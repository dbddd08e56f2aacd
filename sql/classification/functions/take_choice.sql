CREATE FUNCTION hera_internal.take_choice(
    p_organization_id uuid,
    p_result hera_internal.classification,
    p_account_code text,
    p_score numeric,
    p_runner_up text,
    p_votes integer,
    p_exact boolean,
    p_model hera_internal.model_score
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes the choice of memory and model into the result. Memory speaks when an exact memory (payee and amount, or payee,
-- text and unit) had this account last, or when the model does not put it first; else the model does. An account that is
-- not active any more is not chosen.
DECLARE
    v_top boolean := coalesce(p_account_code = p_model.accounts[1], false);
BEGIN
    IF p_account_code IS NULL OR NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS l
        WHERE l.organization_id = p_organization_id AND l.code = p_account_code AND l.status = 'active'
    ) THEN
        RETURN p_result;
    END IF;
    p_result.stage := CASE WHEN v_top AND NOT p_exact THEN 'model' ELSE 'memory' END;
    p_result.account_code := p_account_code;
    p_result.score := p_score;
    p_result.model_id := CASE WHEN p_result.stage = 'model' THEN p_model.model_id END;
    p_result.evidence := format(
        '%s.%s.%s', p_result.stage, hera_internal.similarity_class(p_score), p_votes + v_top::integer
    );
    p_result.confidence := hera_internal.calibrate(p_organization_id, p_result.evidence, p_score);
    p_result.explanation := jsonb_build_object(
        'stage', p_result.stage, 'evidence', p_result.evidence, 'score', p_score, 'memories', p_votes,
        'model', p_model.model_id, 'version', p_model.version, 'margin', round(p_model.margins[1]::numeric, 4),
        'model_account', p_model.accounts[1], 'runner_up', p_runner_up
    );
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.take_choice(uuid, hera_internal.classification, text, numeric, text, integer, boolean, hera_internal.model_score) IS 'Writes what memory and model chose into a classification.';
