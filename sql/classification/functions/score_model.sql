CREATE FUNCTION hera_internal.score_model(
    p_organization_id uuid, p_model_id uuid, p_classes text[], p_bias real[], p_base hera_internal.feature_set
)
RETURNS hera_internal.model_score
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- The five accounts that this model finds likeliest, with their margins: how far the document is on their side. All NULL
-- when the model does not know its type.
DECLARE
    v_sum record := hera_internal.sum_weights(p_organization_id, p_model_id, p_base);
    v_result hera_internal.model_score;
    v_margins real[];
    v_place integer;
BEGIN
    IF v_sum.weights IS NULL THEN
        RETURN v_result;
    END IF;
    -- Sorting numbers alone costs a third of sorting them with their places, which are looked up for the five; of equal
    -- ones the first place, then the next.
    v_margins := (
        v_sum.weights::vector * array_fill((1 / sqrt(v_sum.norm))::real, ARRAY[cardinality(p_bias)])::vector + p_bias::vector
    )::real[];
    v_result.margins := ARRAY(SELECT unnest(v_margins) AS margin ORDER BY margin DESC LIMIT 5);
    FOR i IN 1 .. cardinality(v_result.margins) LOOP
        v_place := array_position(
            v_margins, v_result.margins[i], CASE WHEN v_result.margins[i] = v_result.margins[i - 1] THEN v_place + 1 ELSE 1 END
        );
        v_result.accounts[i] := p_classes[v_place];
    END LOOP;
    v_result.model_id := p_model_id;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.score_model(uuid, uuid, text[], real[], hera_internal.feature_set) IS 'What a model says of a document.';
