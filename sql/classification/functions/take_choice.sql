CREATE FUNCTION hera_internal.take_choice(
    p_organization_id uuid,
    p_result hera_internal.classification,
    p_account_code text,
    p_score numeric,
    p_levels integer,
    p_candidates jsonb,
    p_model hera_internal.model_score
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes the choice of memory and model into the result. Memory speaks when an exact memory (payee and amount, or payee,
-- text and unit) had this account last, or when memory recalls it and the model does not put it first; else the model does.
-- An account that is not active any more is not chosen. The explanation keeps all that the choice depended on, because
-- memory and model will say something else tomorrow; replay_explanation makes the choice again from it.
DECLARE
    v_top boolean := coalesce(p_account_code = p_model.accounts[1], false);
    v_levels text := CASE WHEN p_levels IS NOT NULL THEN concat_ws(
        '+', CASE WHEN p_levels & 1 > 0 THEN 'amount' END, CASE WHEN p_levels & 2 > 0 THEN 'text' END,
        CASE WHEN p_levels & 4 > 0 THEN 'payee' END, CASE WHEN p_levels & 8 > 0 THEN 'unit' END
    ) END;
BEGIN
    IF p_account_code IS NULL OR NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS l
        WHERE l.organization_id = p_organization_id AND l.code = p_account_code AND l.status = 'active'
    ) THEN
        RETURN p_result;
    END IF;
    p_result.stage := CASE
        WHEN p_levels IS NULL OR (v_top AND p_levels & 3 = 0) THEN 'model' ELSE 'memory'
    END;
    p_result.account_code := p_account_code;
    p_result.score := p_score;
    p_result.evidence := concat_ws('.', p_result.stage, nullif(v_levels, ''), CASE WHEN v_top THEN 'top' END);
    p_result.explanation := jsonb_build_object(
        'stage', p_result.stage, 'evidence', p_result.evidence, 'account', p_account_code, 'score', p_score,
        'levels', v_levels, 'candidates', p_candidates
    );
    IF p_model.model_id IS NOT NULL THEN
        p_result.model_id := CASE WHEN p_result.stage = 'model' THEN p_model.model_id END;
        p_result.explanation := p_result.explanation || jsonb_build_object(
            'model', p_model.model_id, 'version', p_model.version, 'margin', round(p_model.margins[1]::numeric, 4),
            'model_account', p_model.accounts[1]
        );
    END IF;
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.take_choice(uuid, hera_internal.classification, text, numeric, integer, jsonb, hera_internal.model_score) IS 'Writes what memory and model chose into a classification.';
