CREATE FUNCTION hera_internal.choose_guess(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_payee text, p_text text,
    p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Memory and model choose together; the neighbours are asked where neither has a candidate. What a person rejected for
-- this payee and text is proposed by none of them. The choice that the model in shadow would lead to is kept beside it.
-- Look-ups of their own cost a third of a join, and expressions with a name nothing beside a call.
DECLARE
    v_organization_id CONSTANT uuid := p_caller.organization_id;
    v_keys text[] := hera_internal.memory_keys(
        p_document.transaction_type, p_payee, p_text, p_document.unit,
        CASE WHEN p_document.credit_note THEN - p_document.total_amount ELSE p_document.total_amount END
    );
    v_unit text := coalesce(left(lower(p_document.unit), 100), '');
    v_head record;
    v_shadow record;
    v_in_shadow boolean := false;
    v_rejected text[] := ARRAY[]::text[];
    v_features text[];
    v_model hera_internal.model_score;
    v_choice record;
    v_levels text;
    v_top boolean;
BEGIN
    SELECT m.id, m.version, m.classes, m.bias, m.account_offsets, m.combiner::float8[], m.trained_rows INTO v_head
    FROM hera.ai_models AS m
    WHERE m.organization_id = v_organization_id AND m.status = 'active';
    -- Where there never was a model in shadow or a rejection, no guess looks for one.
    IF (p_caller.guess_marks & 4 = 0) IS NOT TRUE THEN
        SELECT m.id, m.classes, m.bias, m.account_offsets, m.combiner::float8[], m.trained_rows INTO v_shadow
        FROM hera.ai_models AS m
        WHERE m.organization_id = v_organization_id AND m.status = 'shadow';
        v_in_shadow := FOUND;
    END IF;
    IF (p_caller.guess_marks & 2 = 0) IS NOT TRUE THEN
        v_rejected := hera_internal.rejected_accounts(v_organization_id, p_document.transaction_type, p_payee, p_text);
    END IF;
    IF v_head.id IS NOT NULL OR v_in_shadow THEN
        v_features := hera_internal.feature_list(p_document, left(p_payee, 200), left(p_text, 200), v_unit)
            || hera_internal.unit_features(hera_internal.normalize_text(v_unit));
    END IF;
    IF v_head.id IS NOT NULL THEN
        v_model := hera_internal.score_model(v_organization_id, v_head.id, v_head.classes, v_head.bias, v_features);
        IF v_rejected <> '{}' THEN
            v_model := hera_internal.drop_rejected(v_model, v_rejected);
        END IF;
    END IF;
    v_choice := hera_internal.choose_account(
        v_organization_id, v_keys, p_document.transaction_date, v_model, v_head.account_offsets,
        coalesce(v_head.combiner, hera_internal.combiner_weights(v_head.id IS NOT NULL)), v_head.trained_rows, v_rejected
    );
    -- Memory speaks when an exact memory (payee and amount, or payee, text and unit) had this account last, or when memory
    -- recalls it and the model does not put it first; else the model does. An account that is not active any more is not
    -- chosen. The explanation keeps all that the choice depended on, because memory and model will say something else
    -- tomorrow; replay_explanation makes the choice again from it.
    PERFORM FROM hera_internal.ledger_account AS l
    WHERE l.organization_id = v_organization_id AND l.code = v_choice.account_code AND l.status = 'active';
    IF FOUND THEN
        v_top := coalesce(v_choice.account_code = v_model.accounts[1], false);
        v_levels := hera_internal.level_names(v_choice.levels);
        p_result.stage := CASE
            WHEN v_choice.levels IS NULL OR (v_top AND v_choice.levels & 3 = 0) THEN 'model' ELSE 'memory'
        END;
        p_result.account_code := v_choice.account_code;
        p_result.score := v_choice.score;
        p_result.evidence := concat_ws('.', p_result.stage, nullif(v_levels, ''), CASE WHEN v_top THEN 'top' END);
        p_result.explanation := hera_internal.choice_explanation(
            p_result.stage, p_result.evidence, v_choice.account_code, v_choice.score, v_levels, v_choice.accounts,
            v_choice.utilities, v_choice.outside,
            hera_internal.model_said(v_model.model_id, v_head.version, v_model.margins[1], v_model.accounts[1])
        );
        IF p_result.stage = 'model' THEN
            p_result.model_id := v_model.model_id;
        END IF;
    ELSE
        p_result := hera_internal.take_neighbours(v_organization_id, p_document, p_payee, p_text, p_result, v_rejected);
    END IF;
    IF v_rejected <> '{}' THEN
        p_result.explanation := p_result.explanation || jsonb_build_object('rejected', v_rejected);
    END IF;
    IF v_in_shadow THEN
        p_result.explanation := p_result.explanation || jsonb_build_object('shadow', hera_internal.ask_shadow(
            v_organization_id, v_keys, p_document.transaction_date, v_features, v_rejected, v_shadow.id, v_shadow.classes,
            v_shadow.bias, v_shadow.account_offsets, v_shadow.combiner, v_shadow.trained_rows
        ));
    END IF;
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_guess(hera_internal.caller_context, hera_internal.document, text, text, hera_internal.classification) IS 'Account by memory, model or neighbours.';
