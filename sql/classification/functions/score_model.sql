CREATE FUNCTION hera_internal.score_model(
    p_organization_id uuid, p_model_id uuid, p_classes text[], p_bias real[], p_base hera_internal.feature_set
)
RETURNS hera_internal.model_score
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The five accounts that this model finds likeliest, with their margins: how far the document is on their side. All NULL
-- when the model does not know its type.
DECLARE
    v_sum record := hera_internal.sum_weights(p_organization_id, p_model_id, p_base);
    v_result hera_internal.model_score;
BEGIN
    IF v_sum.weights IS NULL THEN
        RETURN v_result;
    END IF;
    SELECT array_agg(p_classes[t.place]), array_agg(t.margin) INTO v_result.accounts, v_result.margins
    FROM (
        -- Sets in a list of results run in step, without being stored as sets in FROM are.
        SELECT (unnest(v_sum.weights) / sqrt(v_sum.norm) + unnest(p_bias))::real AS margin,
            generate_series(1, cardinality(p_bias)) AS place
        ORDER BY margin DESC, place
        LIMIT 5
    ) AS t;
    v_result.model_id := p_model_id;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.score_model(uuid, uuid, text[], real[], hera_internal.feature_set) IS 'What a model says of a document.';
