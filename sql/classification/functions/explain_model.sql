CREATE FUNCTION hera_internal.explain_model(
    p_organization_id uuid, p_model_id uuid, p_document hera_internal.document, p_account_code text,
    p_limit integer DEFAULT 5
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- The features of the document that weighed most for and against the account: [{feature, weight}], in words. A weight is
-- what the feature adds to the account's margin beyond what it adds to an account on average; that of a payee or text
-- includes its words and trigrams. A model never changes, so the same document has the same answer for ever. NULL when the
-- weights are not kept any more.
DECLARE
    v_head record;
    v_place integer;
    v_base text[] := hera_internal.document_base(p_document);
    v_score hera_internal.model_score;
BEGIN
    SELECT m.classes, m.bias INTO v_head FROM hera.ai_models AS m
    WHERE m.organization_id = p_organization_id AND m.id = p_model_id AND m.feature_count > 0;
    v_place := array_position(v_head.classes, p_account_code);
    IF v_place IS NOT NULL THEN
        v_score := hera_internal.score_model(p_organization_id, p_model_id, v_head.classes, v_head.bias, v_base);
    END IF;
    IF v_score.model_id IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT jsonb_agg(jsonb_build_object('feature', hera_internal.describe_feature(w.feature), 'weight', w.weight)
            ORDER BY abs(w.weight) DESC, w.feature COLLATE "C")
        FROM (
            SELECT x.feature, round((
                ((x.weights::real[])[v_place] - (SELECT avg(y.weight) FROM unnest(x.weights::real[]) AS y (weight)))
                / sqrt(v_score.norm)
            )::numeric, 4) AS weight
            FROM hera_internal.read_weights(p_organization_id, p_model_id, v_base) AS x
            ORDER BY abs(round((
                ((x.weights::real[])[v_place] - (SELECT avg(y.weight) FROM unnest(x.weights::real[]) AS y (weight)))
                / sqrt(v_score.norm)
            )::numeric, 4)) DESC, x.feature COLLATE "C"
            LIMIT p_limit
        ) AS w
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.explain_model(uuid, uuid, hera_internal.document, text, integer) IS 'Features that weighed most in a model''s choice, in words.';
