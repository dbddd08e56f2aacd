CREATE FUNCTION hera_internal.ask_model(
    p_organization_id uuid, p_document hera_internal.document, p_payee text, p_text text, p_remembered text,
    OUT account_code text, OUT score numeric, OUT evidence text, OUT explanation jsonb, OUT model_id uuid, OUT shadow jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the model that speaks chooses, and what the one in shadow would choose for the same document. The evidence says
-- how sure it is and whether memory (p_remembered) has the same account. An account that is not active any more is not
-- chosen. All NULL where there is no model.
DECLARE
    v_models record;
    v_base hera_internal.feature_set;
    v_score hera_internal.model_score;
BEGIN
    SELECT a.id, a.version, a.classes, s.id AS shadow_id, s.classes AS shadow_classes INTO v_models
    FROM (SELECT 1) AS one
    LEFT JOIN hera.ai_models AS a ON a.organization_id = p_organization_id AND a.status = 'active'
    LEFT JOIN hera.ai_models AS s ON s.organization_id = p_organization_id AND s.status = 'shadow';
    IF v_models.id IS NULL AND v_models.shadow_id IS NULL THEN
        RETURN;
    END IF;
    v_base := hera_internal.base_features(p_document, p_payee, p_text);
    IF v_models.shadow_id IS NOT NULL THEN
        v_score := hera_internal.score_model(p_organization_id, v_models.shadow_id, v_models.shadow_classes, v_base);
        shadow := jsonb_build_object('model', v_models.shadow_id, 'account', v_score.account_code, 'score', v_score.score);
    END IF;
    v_score := hera_internal.score_model(p_organization_id, v_models.id, v_models.classes, v_base);
    IF v_score.account_code IS NULL OR NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS l
        WHERE l.organization_id = p_organization_id AND l.code = v_score.account_code AND l.status = 'active'
    ) THEN
        RETURN;
    END IF;
    account_code := v_score.account_code;
    score := v_score.score;
    model_id := v_models.id;
    evidence := 'model.' || hera_internal.similarity_class(score) || CASE
        WHEN p_remembered IS NULL THEN '.alone' WHEN p_remembered = account_code THEN '.agrees' ELSE '.differs'
    END;
    explanation := jsonb_build_object(
        'model', model_id, 'version', v_models.version, 'score', score, 'margin', v_score.margin,
        'runner_up', v_score.runner_up
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.ask_model(uuid, hera_internal.document, text, text, text) IS 'Account that the model chooses, and what the model in shadow would choose.';
