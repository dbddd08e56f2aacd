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
    v_model record;
    v_base hera_internal.feature_set;
    v_score hera_internal.model_score;
BEGIN
    FOR v_model IN
        SELECT m.id, m.version, m.status, m.classes, m.scope FROM hera.ai_models AS m
        WHERE m.organization_id = p_organization_id AND m.status IN ('active', 'shadow')
    LOOP
        v_base := coalesce(v_base, hera_internal.base_features(p_document, p_payee, p_text));
        v_score := hera_internal.score_model(p_organization_id, v_model.id, v_model.classes, v_base);
        IF v_model.status = 'shadow' THEN
            shadow := jsonb_build_object('model', v_model.id, 'account', v_score.account_code, 'score', v_score.score);
        ELSIF v_score.account_code IS NOT NULL THEN
            account_code := v_score.account_code;
            score := v_score.score;
            model_id := v_model.id;
            evidence := format(
                'model.%s.%s', hera_internal.similarity_class(score),
                CASE
                    WHEN p_remembered IS NULL THEN 'alone' WHEN p_remembered = account_code THEN 'agrees' ELSE 'differs'
                END
            );
            explanation := jsonb_build_object(
                'model', v_model.id, 'version', v_model.version, 'score', v_score.score, 'margin', v_score.margin,
                'runner_up', v_score.runner_up
            );
        END IF;
    END LOOP;
    IF account_code IS NOT NULL AND NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_organization_id AND a.code = ask_model.account_code AND a.status = 'active'
    ) THEN
        account_code := NULL;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.ask_model(uuid, hera_internal.document, text, text, text) IS 'Account that the model chooses, and what the model in shadow would choose.';
