CREATE FUNCTION hera_internal.choose_guess(
    p_organization_id uuid, p_document hera_internal.document, p_payee text, p_text text,
    p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Memory and model choose together; the neighbours are asked where neither has a candidate. What a person rejected for
-- this payee and text is proposed by none of them. The choice that the model in shadow would lead to is kept beside it.
DECLARE
    v_keys text[] := hera_internal.memory_keys(
        p_document.transaction_type, p_payee, p_text, p_document.unit,
        CASE WHEN p_document.credit_note THEN - p_document.total_amount ELSE p_document.total_amount END
    );
    v_models record := hera_internal.read_models(p_organization_id);
    v_rejected text[] := ARRAY[]::text[];
    v_base hera_internal.feature_set;
    v_model hera_internal.model_score;
    v_shadow hera_internal.model_score;
    v_choice record;
BEGIN
    IF v_models.has_rejections THEN
        v_rejected := hera_internal.rejected_accounts(p_organization_id, p_document.transaction_type, p_payee, p_text);
    END IF;
    IF v_models.id IS NOT NULL OR v_models.shadow_id IS NOT NULL THEN
        v_base := hera_internal.base_features(p_document, p_payee, p_text);
    END IF;
    IF v_models.id IS NOT NULL THEN
        v_model := hera_internal.score_model(
            p_organization_id, v_models.id, v_models.classes, v_models.bias, v_base
        );
        v_model.version := v_models.version;
    END IF;
    IF v_rejected <> '{}' THEN
        v_model := hera_internal.drop_rejected(v_model, v_rejected);
    END IF;
    v_choice := hera_internal.choose_account(
        p_organization_id, v_keys, p_document.transaction_date, v_model, v_models.offsets,
        coalesce(v_models.combiner::float8[], hera_internal.combiner_weights(v_models.id IS NOT NULL)),
        v_models.trained_rows, v_rejected
    );
    p_result := hera_internal.take_choice(
        p_organization_id, p_result, v_choice.account_code, v_choice.score, v_choice.levels,
        jsonb_build_object(
            'accounts', v_choice.accounts, 'utilities', v_choice.utilities, 'outside', v_choice.outside
        ), v_model
    );
    IF p_result.account_code IS NULL THEN
        p_result := hera_internal.take_neighbours(p_organization_id, p_document, p_payee, p_text, p_result, v_rejected);
    END IF;
    IF v_rejected <> '{}' THEN
        p_result.explanation := p_result.explanation || jsonb_build_object('rejected', v_rejected);
    END IF;
    IF v_models.shadow_id IS NOT NULL THEN
        v_shadow := hera_internal.score_model(
            p_organization_id, v_models.shadow_id, v_models.shadow_classes, v_models.shadow_bias, v_base
        );
        IF v_rejected <> '{}' THEN
            v_shadow := hera_internal.drop_rejected(v_shadow, v_rejected);
        END IF;
        v_choice := hera_internal.choose_account(
            p_organization_id, v_keys, p_document.transaction_date, v_shadow, v_models.shadow_offsets,
            coalesce(v_models.shadow_combiner::float8[], hera_internal.combiner_weights(true)), v_models.shadow_rows, v_rejected
        );
        p_result.explanation := p_result.explanation || jsonb_build_object('shadow', jsonb_build_object(
            'model', v_models.shadow_id, 'account', v_choice.account_code, 'score', v_choice.score
        ));
    END IF;
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_guess(uuid, hera_internal.document, text, text, hera_internal.classification) IS 'Account by memory, model or neighbours.';
