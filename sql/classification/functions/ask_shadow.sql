CREATE FUNCTION hera_internal.ask_shadow(
    p_organization_id uuid, p_keys text[], p_date date, p_features text[], p_rejected text[], p_model_id uuid,
    p_classes text[], p_bias real[], p_offsets jsonb, p_combiner float8[], p_rows integer
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The choice that memory and the model in shadow would make, for the explanation.
DECLARE
    v_model hera_internal.model_score := hera_internal.score_model(
        p_organization_id, p_model_id, p_classes, p_bias, p_features
    );
    v_choice record;
BEGIN
    IF p_rejected <> '{}' THEN
        v_model := hera_internal.drop_rejected(v_model, p_rejected);
    END IF;
    v_choice := hera_internal.choose_account(
        p_organization_id, p_keys, p_date, v_model, p_offsets,
        coalesce(p_combiner, hera_internal.combiner_weights(true)), p_rows, p_rejected
    );
    RETURN jsonb_build_object('model', p_model_id, 'account', v_choice.account_code, 'score', v_choice.score);
END
$function$;
COMMENT ON FUNCTION hera_internal.ask_shadow(uuid, text[], date, text[], text[], uuid, text[], real[], jsonb, float8[], integer) IS 'Choice with the model in shadow.';
