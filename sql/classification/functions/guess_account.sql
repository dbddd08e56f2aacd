CREATE FUNCTION hera_internal.guess_account(
    p_organization_id uuid, p_document hera_internal.document, p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A person's rule is certain; memory and neighbours are guesses with a calibrated confidence. Of the two guesses the
-- surer one speaks.
DECLARE
    v_payee text := hera_internal.normalize_text(p_document.counterparty_name);
    v_text text := hera_internal.normalize_text(p_document.description);
    v_keys record;
    v_rule record;
    v_guess record;
    v_memory record;
    v_rejected text[];
BEGIN
    v_rule := hera_internal.apply_rules(p_organization_id, p_document, v_payee || ' ' || v_text);
    IF v_rule.account_code IS NOT NULL THEN
        p_result.stage := 'rule';
        p_result.account_code := v_rule.account_code;
        p_result.smart_code := coalesce(v_rule.smart_code, p_result.smart_code);
        p_result.explanation := '{"stage": "rule"}'::jsonb || v_rule.explanation;
        RETURN p_result;
    END IF;
    v_keys := hera_internal.memory_keys(p_document.transaction_type, v_payee, v_text, p_document.unit);
    v_rejected := hera_internal.rejected_accounts(p_organization_id, p_document.transaction_type, v_payee, v_text);
    v_memory := hera_internal.recall_memory(p_organization_id, v_keys.text_key, v_keys.payee_key, v_rejected);
    v_guess := v_memory;
    p_result.stage := 'memory';
    IF coalesce(v_memory.confidence, 0) < 0.85 AND v_keys.text_key IS NOT NULL THEN
        v_guess := hera_internal.ask_neighbours(
            p_organization_id, p_document.transaction_type,
            hera_internal.embed_text(v_payee, v_text, p_document.unit), v_rejected
        );
        p_result.stage := 'neighbours';
        IF coalesce(v_guess.confidence, 0) <= coalesce(v_memory.confidence, 0) THEN
            v_guess := v_memory;
            p_result.stage := 'memory';
        END IF;
    END IF;
    IF v_guess.account_code IS NULL THEN
        p_result.stage := 'none';
        p_result.explanation := '{"stage": "none", "reason": "nothing like it was decided before"}'::jsonb
            || CASE WHEN v_rejected <> '{}' THEN jsonb_build_object('rejected', v_rejected) ELSE '{}' END;
        RETURN p_result;
    END IF;
    p_result.account_code := v_guess.account_code;
    p_result.confidence := v_guess.confidence;
    p_result.evidence := v_guess.evidence;
    p_result.explanation := jsonb_build_object(
        'stage', p_result.stage, 'evidence', v_guess.evidence, 'account', v_guess.account_code,
        'record', hera_internal.evidence_record(p_organization_id, v_guess.evidence), 'estimate', v_guess.confidence
    ) || v_guess.explanation || CASE WHEN v_rejected <> '{}' THEN jsonb_build_object('rejected', v_rejected) ELSE '{}' END;
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.guess_account(uuid, hera_internal.document, hera_internal.classification) IS 'Account by rule, memory or neighbours.';
