CREATE FUNCTION hera_internal.score_model(
    p_organization_id uuid, p_model_id uuid, p_classes text[], p_base hera_internal.feature_set
)
RETURNS hera_internal.model_score
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The likeliest account by this model, with its probability (softmax) and its lead over the next; all NULL when the
-- model knows none of the features.
DECLARE
    v_logits real[] := hera_internal.sum_weights(p_organization_id, p_model_id, p_base);
    v_result hera_internal.model_score;
    v_best integer;
    v_first float8;
    v_total float8;
    v_second float8;
BEGIN
    IF v_logits IS NULL THEN
        RETURN v_result;
    END IF;
    SELECT max(l.logit), sum(exp(l.logit::float8)) INTO v_first, v_total FROM unnest(v_logits) AS l (logit);
    v_best := array_position(v_logits, v_first::real);
    v_result.account_code := p_classes[v_best];
    v_result.score := round((exp(v_first) / v_total)::numeric, 4);
    v_logits[v_best] := '-Infinity';
    SELECT max(l.logit) INTO v_second FROM unnest(v_logits) AS l (logit);
    v_result.runner_up := CASE WHEN v_second > '-Infinity' THEN p_classes[array_position(v_logits, v_second::real)] END;
    v_result.runner_up_score := round((exp(v_second) / v_total)::numeric, 4);
    v_result.margin := v_result.score - v_result.runner_up_score;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.score_model(uuid, uuid, text[], hera_internal.feature_set) IS 'What a model says of a document.';
