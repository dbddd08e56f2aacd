CREATE FUNCTION hera_internal.guess_items(
    p_caller hera_internal.caller_context, p_documents hera_internal.document[]
)
RETURNS hera_internal.classification[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Guesses of memory and the model in force for many plain documents, behind the gate; NULL for what has to be looked at
-- by itself. A model's row is read once for all of them.
DECLARE
    v_organization_id CONSTANT uuid := p_caller.organization_id;
    v_inputs hera_internal.guess_input[] := hera_internal.guess_inputs(p_caller, p_documents);
    v_scores hera_internal.model_score[];
    v_choices hera_internal.account_choice[];
    v_shadows hera_internal.account_choice[];
    v_head record;
    v_shadow record;
BEGIN
    SELECT m.id, m.version, m.classes, m.bias, m.account_offsets, m.combiner::float8[], m.trained_rows INTO v_head
    FROM hera.ai_models AS m
    WHERE m.organization_id = v_organization_id AND m.status = 'active';
    -- As hera_internal.choose_guess: where there never was a model in shadow, nobody looks for one.
    SELECT m.id, m.classes, m.bias, m.account_offsets, m.combiner::float8[], m.trained_rows INTO v_shadow
    FROM hera.ai_models AS m
    WHERE (p_caller.guess_marks & 4 = 0) IS NOT TRUE AND m.organization_id = v_organization_id AND m.status = 'shadow';
    IF v_head.id IS NOT NULL THEN
        v_scores := hera_internal.score_items(v_organization_id, v_head.id, v_head.classes, v_head.bias, v_inputs);
    END IF;
    v_choices := hera_internal.choose_items(
        v_organization_id, p_documents, v_inputs, v_scores, v_head.account_offsets,
        coalesce(v_head.combiner, hera_internal.combiner_weights(v_head.id IS NOT NULL)), v_head.trained_rows
    );
    IF v_shadow.id IS NOT NULL THEN
        v_shadows := hera_internal.choose_items(
            v_organization_id, p_documents, v_inputs,
            hera_internal.score_items(v_organization_id, v_shadow.id, v_shadow.classes, v_shadow.bias, v_inputs),
            v_shadow.account_offsets, coalesce(v_shadow.combiner, hera_internal.combiner_weights(true)),
            v_shadow.trained_rows
        );
    END IF;
    RETURN hera_internal.gate_items(p_caller, hera_internal.explain_items(
        v_organization_id, p_documents, v_scores, v_choices, v_head.version, v_shadow.id, v_shadows
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.guess_items(hera_internal.caller_context, hera_internal.document[]) IS 'Guesses of memory and model for many documents.';
