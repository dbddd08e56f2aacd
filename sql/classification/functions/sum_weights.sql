CREATE FUNCTION hera_internal.sum_weights(
    p_organization_id uuid, p_model_id uuid, p_base hera_internal.feature_set, OUT weights real[], OUT norm float8
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
SET enable_seqscan = off
AS $function$
-- Sum of the weights of all features of a document. For a payee and a text that the model saw in training that is one
-- query over some fifteen rows, because the row of a head holds what its words and trigrams add; only a new payee or text
-- is looked up word by word. NULL when the model does not know the type. Hashing is not leakproof: under row security its
-- results must be there before the key is compared, so an array of them is the condition: one probe of the key each,
-- whatever the planner knew of the table when the session planned it.
DECLARE
    v_features text[] := p_base.context || p_base.payee || p_base.text;
    v_known bigint[];
    v_sum vector;
    v_part vector;
BEGIN
    SELECT sum(f.weights), sum(f.norm), array_agg(f.feature) INTO v_sum, norm, v_known
    FROM hera.ai_model_features AS f
    WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = ANY (
        ARRAY(SELECT hashtextextended(u.feature, 0) FROM unnest(v_features) AS u (feature))
    );
    IF hashtextextended(v_features[1], 0) = ANY (v_known) IS NOT TRUE THEN
        norm := NULL;
        RETURN;
    END IF;
    v_features := CASE WHEN hashtextextended(p_base.payee, 0) <> ALL (v_known) THEN hera_internal.text_block(p_base.payee) END
        || CASE WHEN hashtextextended(p_base.text, 0) <> ALL (v_known) THEN hera_internal.text_block(p_base.text) END;
    IF v_features IS NOT NULL THEN
        SELECT sum(f.weights), sum_weights.norm + coalesce(sum(f.norm), 0) INTO v_part, norm
        FROM hera.ai_model_features AS f
        WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = ANY (
            ARRAY(SELECT hashtextextended(u.feature, 0) FROM unnest(v_features) AS u (feature))
        );
        v_sum := coalesce(v_sum + v_part, v_sum);
    END IF;
    weights := v_sum;
END
$function$;
COMMENT ON FUNCTION hera_internal.sum_weights(uuid, uuid, hera_internal.feature_set) IS 'Weights of a document for each class, and the square of the length of its vector.';
