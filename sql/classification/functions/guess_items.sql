CREATE FUNCTION hera_internal.guess_items(
    p_caller hera_internal.caller_context, p_documents hera_internal.document[]
)
RETURNS hera_internal.classification[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Guesses of memory and the model in force for many plain documents, behind the gate; NULL for what has to be looked at
-- by itself. The model's row is read once for all of them.
DECLARE
    v_inputs hera_internal.guess_input[] := hera_internal.guess_inputs(p_caller, p_documents);
    v_scores hera_internal.model_score[];
    v_head record;
BEGIN
    SELECT m.id, m.version, m.classes, m.bias, m.account_offsets, m.combiner::float8[], m.trained_rows INTO v_head
    FROM hera.ai_models AS m
    WHERE m.organization_id = p_caller.organization_id AND m.status = 'active';
    IF v_head.id IS NOT NULL THEN
        v_scores := hera_internal.score_items(p_caller.organization_id, v_head.id, v_head.classes, v_head.bias, v_inputs);
    END IF;
    RETURN hera_internal.gate_items(p_caller, hera_internal.choose_items(
        p_caller.organization_id, p_documents, v_inputs, v_scores, v_head.account_offsets,
        coalesce(v_head.combiner, hera_internal.combiner_weights(v_head.id IS NOT NULL)), v_head.trained_rows, v_head.version
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.guess_items(hera_internal.caller_context, hera_internal.document[]) IS 'Guesses of memory and model for many documents.';
