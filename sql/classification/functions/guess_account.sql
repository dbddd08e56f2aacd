CREATE FUNCTION hera_internal.guess_account(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A person's rule is certain; memory, model and neighbours are guesses with a calibrated confidence.
DECLARE
    v_payee text := hera_internal.normalize_text(p_document.counterparty_name);
    v_text text := hera_internal.normalize_text(p_document.description);
    v_rule record;
BEGIN
    v_rule := hera_internal.apply_rules(p_caller.organization_id, p_document, v_payee || ' ' || v_text);
    IF v_rule.account_code IS NOT NULL THEN
        p_result.stage := 'rule';
        p_result.account_code := v_rule.account_code;
        p_result.smart_code := coalesce(v_rule.smart_code, p_result.smart_code);
        p_result.explanation := '{"stage": "rule"}'::jsonb || v_rule.explanation;
        RETURN p_result;
    END IF;
    RETURN hera_internal.guard_guess(p_caller, p_document, v_payee, v_text, p_result);
END
$function$;
COMMENT ON FUNCTION hera_internal.guess_account(hera_internal.caller_context, hera_internal.document, hera_internal.classification) IS 'Account by rule, memory, model or neighbours.';
