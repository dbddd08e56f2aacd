CREATE FUNCTION hera_internal.sum_weights(
    p_organization_id uuid, p_model_id uuid, p_base hera_internal.feature_set, OUT weights real[], OUT norm float8
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sum of the weights of all features of a document. For a payee and a text that the model saw in training that is one
-- query over some fifteen rows, because the row of a head holds what its words and trigrams add; only a new payee or text
-- is looked up word by word. NULL when the model does not know the type.
DECLARE
    v_sum record;
    v_parts text[] := ARRAY[]::text[];
BEGIN
    v_sum := hera_internal.add_weights(
        p_organization_id, p_model_id, p_base.context || p_base.payee || p_base.text, NULL, 0
    );
    IF p_base.context[1] = ANY (v_sum.missing) THEN
        RETURN;
    END IF;
    IF p_base.payee = ANY (v_sum.missing) THEN
        v_parts := hera_internal.text_block(p_base.payee);
    END IF;
    IF p_base.text = ANY (v_sum.missing) THEN
        v_parts := v_parts || hera_internal.text_block(p_base.text);
    END IF;
    IF v_parts <> '{}' THEN
        v_sum := hera_internal.add_weights(p_organization_id, p_model_id, v_parts, v_sum.weights, v_sum.norm);
    END IF;
    weights := v_sum.weights;
    norm := v_sum.norm;
END
$function$;
COMMENT ON FUNCTION hera_internal.sum_weights(uuid, uuid, hera_internal.feature_set) IS 'Weights of a document for each class, and the square of the length of its vector.';
