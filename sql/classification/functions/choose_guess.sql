CREATE FUNCTION hera_internal.choose_guess(
    p_organization_id uuid, p_document hera_internal.document, p_payee text, p_text text,
    p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Memory speaks where it is sure. Else the model is asked, or the neighbours where there is no model yet, and the surer
-- of the two guesses speaks. Asking in this order keeps a request cheap.
DECLARE
    v_keys record := hera_internal.memory_keys(p_document.transaction_type, p_payee, p_text, p_document.unit);
    v_memory record := hera_internal.recall_memory(p_organization_id, v_keys.text_key, v_keys.payee_key);
    v_model record;
    v_other record;
BEGIN
    p_result := hera_internal.take_guess(
        p_organization_id, p_result, 'memory', v_memory.account_code, v_memory.score, v_memory.evidence, v_memory.explanation
    );
    IF p_result.confidence >= 0.85 THEN
        RETURN p_result;
    END IF;
    v_model := hera_internal.ask_model(p_organization_id, p_document, p_payee, p_text, v_memory.account_code);
    IF v_model.account_code IS NOT NULL THEN
        p_result := hera_internal.take_guess(
            p_organization_id, p_result, 'model', v_model.account_code, v_model.score, v_model.evidence,
            v_model.explanation, v_model.model_id
        );
    ELSIF v_keys.text_key IS NOT NULL THEN
        v_other := hera_internal.ask_neighbours(
            p_organization_id, p_document.transaction_type,
            hera_internal.embed_text(p_payee, p_text, p_document.unit)
        );
        p_result := hera_internal.take_guess(
            p_organization_id, p_result, 'neighbours', v_other.account_code, v_other.score, v_other.evidence,
            v_other.explanation
        );
    END IF;
    IF p_result.account_code IS NULL THEN
        p_result.stage := 'none';
        p_result.explanation := '{"stage": "none", "reason": "nothing like it was decided before"}';
    END IF;
    IF v_model.shadow IS NOT NULL THEN
        p_result.explanation := p_result.explanation || jsonb_build_object('shadow', v_model.shadow);
    END IF;
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.choose_guess(uuid, hera_internal.document, text, text, hera_internal.classification) IS 'Account by memory, model or neighbours.';
