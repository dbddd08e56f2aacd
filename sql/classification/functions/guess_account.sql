CREATE FUNCTION hera_internal.guess_account(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A person's rule is certain; memory, model and neighbours are guesses with a calibrated confidence, behind the circuit
-- breaker named classification: a guess that fails, as with a model whose rows are damaged, is a document that a person
-- codes, and intake goes on. What the server asks to be repeated, and what it has run out of, is not a fault of the guess
-- and is raised.
DECLARE
    v_payee text := hera_internal.normalize_text(p_document.counterparty_name);
    v_text text := hera_internal.normalize_text(p_document.description);
    v_rule record;
    v_register integer;
    v_circuit hera_internal.circuit_state;
    v_message text;
BEGIN
    IF (p_caller.guess_marks & 1 = 0) IS NOT TRUE THEN
        v_rule := hera_internal.apply_rules(p_caller.organization_id, p_document, v_payee || ' ' || v_text);
        IF v_rule.account_code IS NOT NULL THEN
            p_result.stage := 'rule';
            p_result.account_code := v_rule.account_code;
            p_result.smart_code := coalesce(v_rule.smart_code, p_result.smart_code);
            p_result.explanation := '{"stage": "rule"}'::jsonb || v_rule.explanation;
            RETURN p_result;
        END IF;
    END IF;
    SELECT c.register INTO v_register FROM hera_internal.circuit AS c
    WHERE c.organization_id = p_caller.organization_id AND c.name = 'classification';
    -- As hera_internal.step_circuit: a closed circuit, which nearly every guess finds, lets everybody through.
    IF FOUND AND NOT pg_is_in_recovery()
        AND coalesce(pg_sequence_last_value(('hera_internal.register_' || v_register)::regclass), 0) & 3 <> 0
    THEN
        v_circuit := hera_internal.step_circuit(v_register, 'allow', p_caller.settings);
        IF NOT v_circuit.allowed THEN
            RETURN hera_internal.withhold_guess(p_result, format('next try in %s s', v_circuit.retry_after));
        END IF;
    END IF;
    BEGIN
        p_result := hera_internal.choose_guess(p_caller, p_document, v_payee, v_text, p_result);
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
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.guess_account(hera_internal.caller_context, hera_internal.document, hera_internal.classification) IS 'Account by rule, memory, model or neighbours; none where guessing is broken.';
