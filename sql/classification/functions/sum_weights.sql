CREATE FUNCTION hera_internal.sum_weights(
    p_organization_id uuid, p_model_id uuid, p_base hera_internal.feature_set
)
RETURNS real[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sum of the weights of all features of a document. What the model saw in training is one query over a handful of rows,
-- because the row of a payee and text holds what its words and trigrams add; only what is new is looked up in smaller
-- parts. NULL when the model does not know the type.
DECLARE
    v_sum record;
    v_words text[] := '{}';
    v_trigrams text[] := '{}';
    v_word text;
BEGIN
    v_sum := hera_internal.add_weights(
        p_organization_id, p_model_id, p_base.context || coalesce(p_base.whole, p_base.payee), NULL
    );
    -- A model says nothing of a type that it was not trained on.
    IF p_base.context[1] = ANY (v_sum.missing) THEN
        RETURN NULL;
    END IF;
    IF p_base.whole = ANY (v_sum.missing) THEN
        v_sum := hera_internal.add_weights(
            p_organization_id, p_model_id, p_base.text_words || p_base.payee, v_sum.weights
        );
        v_words := array_remove(v_sum.missing, p_base.payee);
    END IF;
    IF p_base.payee = ANY (v_sum.missing) THEN
        v_sum := hera_internal.add_weights(p_organization_id, p_model_id, p_base.payee_words, v_sum.weights);
        v_words := v_words || v_sum.missing;
    END IF;
    FOREACH v_word IN ARRAY coalesce(v_words, '{}') LOOP
        v_trigrams := v_trigrams || hera_internal.word_trigrams(v_word);
    END LOOP;
    IF v_trigrams <> '{}' THEN
        v_sum := hera_internal.add_weights(p_organization_id, p_model_id, v_trigrams, v_sum.weights);
    END IF;
    RETURN v_sum.weights;
END
$function$;
COMMENT ON FUNCTION hera_internal.sum_weights(uuid, uuid, hera_internal.feature_set) IS 'Score of each class, before it becomes a probability.';
