CREATE FUNCTION hera_internal.score_model(
    p_organization_id uuid, p_model_id uuid, p_classes text[], p_bias real[], p_features text[]
)
RETURNS hera_internal.model_score
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
SET enable_seqscan = off
AS $function$
-- The five accounts that this model finds likeliest, with their margins: how far the document is on their side, which is
-- the sum of the weights of its features (hera_internal.base_features). All NULL when the model does not know its type.
-- For a payee and a text that the model saw in training that is one query over some fifteen rows, because the row of a
-- head holds what its words and trigrams add; only a new payee or text is looked up word by word. Hashing is not leakproof:
-- under row security its results must be there before the key is compared, so an array of them is the condition: one
-- probe of the key each, whatever the planner knew of the table when the session planned it.
DECLARE
    v_result hera_internal.model_score;
    v_known bigint[];
    v_parts bigint[];
    v_norm float8;
    v_sum vector;
    v_part vector;
    v_margins real[];
    v_place integer;
BEGIN
    SELECT sum(f.weights), sum(f.norm), array_agg(f.feature) INTO v_sum, v_norm, v_known
    FROM hera.ai_model_features AS f
    WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = ANY (
        ARRAY(SELECT hashtextextended(u.feature, 0) FROM unnest(p_features) AS u (feature))
    );
    IF hashtextextended(p_features[1], 0) = ANY (v_known) IS NOT TRUE THEN
        RETURN v_result;
    END IF;
    v_parts := CASE WHEN hashtextextended(p_features[13], 0) <> ALL (v_known) THEN hera_internal.text_hashes(p_features[13]) END
        || CASE WHEN hashtextextended(p_features[14], 0) <> ALL (v_known) THEN hera_internal.text_hashes(p_features[14]) END;
    IF v_parts IS NOT NULL THEN
        SELECT sum(f.weights), v_norm + coalesce(sum(f.norm), 0) INTO v_part, v_norm
        FROM hera.ai_model_features AS f
        WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = ANY (v_parts);
        v_sum := coalesce(v_sum + v_part, v_sum);
    END IF;
    -- Sorting numbers alone costs a third of sorting them with their places, which are looked up for the five; of equal
    -- ones the first place, then the next.
    v_margins := (v_sum * array_fill((1 / sqrt(v_norm))::real, ARRAY[cardinality(p_bias)])::vector + p_bias::vector)::real[];
    v_result.margins := ARRAY(SELECT unnest(v_margins) AS margin ORDER BY margin DESC LIMIT 5);
    FOR i IN 1 .. cardinality(v_result.margins) LOOP
        v_place := array_position(
            v_margins, v_result.margins[i], CASE WHEN v_result.margins[i] = v_result.margins[i - 1] THEN v_place + 1 ELSE 1 END
        );
        v_result.accounts[i] := p_classes[v_place];
    END LOOP;
    v_result.model_id := p_model_id;
    v_result.norm := v_norm;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.score_model(uuid, uuid, text[], real[], text[]) IS 'Likeliest accounts of a model.';
