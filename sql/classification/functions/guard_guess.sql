CREATE FUNCTION hera_internal.guard_guess(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_payee text, p_text text,
    p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera_internal.choose_guess, behind the circuit breaker named classification: a guess that fails, as with a model whose
-- rows are damaged, is a document that a person codes, and intake goes on. What the server asks to be repeated, and what
-- it has run out of, is not a fault of the guess and is raised.
DECLARE
    v_register integer;
    v_circuit hera_internal.circuit_state;
    v_message text;
BEGIN
    SELECT c.register INTO v_register FROM hera_internal.circuit AS c
    WHERE c.organization_id = p_caller.organization_id AND c.name = 'classification';
    IF FOUND THEN
        v_circuit := hera_internal.step_circuit(v_register, 'allow', p_caller.settings);
        IF NOT v_circuit.allowed THEN
            RETURN hera_internal.withhold_guess(p_result, format('next try in %s s', v_circuit.retry_after));
        END IF;
    END IF;
    p_result := hera_internal.choose_guess(p_caller.organization_id, p_document, p_payee, p_text, p_result);
    IF v_circuit.probe THEN
        PERFORM hera_internal.step_circuit(v_register, 'success', p_caller.settings);
    END IF;
    RETURN p_result;
EXCEPTION WHEN OTHERS THEN
    IF left(SQLSTATE, 2) IN ('40', '53', '55', '57', '58') OR v_register IS NULL THEN
        RAISE;
    END IF;
    GET STACKED DIAGNOSTICS v_message = MESSAGE_TEXT;
    PERFORM hera_internal.step_circuit(v_register, 'failure', p_caller.settings);
    RETURN hera_internal.withhold_guess(p_result, format('%s: %s', SQLSTATE, left(v_message, 200)));
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_guess(hera_internal.caller_context, hera_internal.document, text, text, hera_internal.classification) IS 'Account by memory, model or neighbours; none where guessing is broken.';
