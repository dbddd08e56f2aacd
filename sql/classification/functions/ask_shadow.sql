CREATE FUNCTION hera_internal.ask_shadow(
    p_organization_id uuid, p_keys text[], p_date date, p_features text[], p_rejected text[]
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The choice that memory and the model in shadow would make, for the explanation.
DECLARE
    v_head record;
    v_model hera_internal.model_score;
    v_choice record;
BEGIN
    SELECT m.id, m.classes, m.bias, m.account_offsets, m.combiner::float8[], m.trained_rows INTO v_head
    FROM hera.ai_models AS m
    WHERE m.organization_id = p_organization_id AND m.status = 'shadow';
    v_model := hera_internal.score_model(p_organization_id, v_head.id, v_head.classes, v_head.bias, p_features);
    IF p_rejected <> '{}' THEN
        v_model := hera_internal.drop_rejected(v_model, p_rejected);
    END IF;
    v_choice := hera_internal.choose_account(
        p_organization_id, p_keys, p_date, v_model, v_head.account_offsets,
        coalesce(v_head.combiner, hera_internal.combiner_weights(true)), v_head.trained_rows, p_rejected
    );
    RETURN jsonb_build_object('model', v_head.id, 'account', v_choice.account_code, 'score', v_choice.score);
END
$function$;
COMMENT ON FUNCTION hera_internal.ask_shadow(uuid, text[], date, text[], text[]) IS 'Choice with the model in shadow.';
