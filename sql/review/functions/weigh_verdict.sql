CREATE FUNCTION hera_internal.weigh_verdict(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_verdict text,
    p_final_account text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a verdict means beside other verdicts: on the same document (the later one is followed, and what the earlier
-- taught is taken back), on documents alike, and for what was rejected. Ends the reviewer's claim. It runs after the
-- verdict was stored and learned.
DECLARE
    v_earlier record;
    v_key text := hera_internal.rejection_key(
        p_document.transaction_type, hera_internal.normalize_text(p_document.counterparty_name),
        hera_internal.normalize_text(p_document.description)
    );
    v_lesson boolean := p_transaction.classified_by <> 'match' OR p_final_account IS DISTINCT FROM p_transaction.account_code;
BEGIN
    SELECT f.actor, f.final_account, f.created_at, hera_internal.answer_of(f.verdict, f.final_account) AS answer
    INTO v_earlier
    FROM hera.ai_posting_feedback AS f
    WHERE f.organization_id = p_caller.organization_id AND f.transaction_id = p_transaction.id
    ORDER BY f.id DESC
    OFFSET 1
    LIMIT 1;
    IF v_earlier.answer <> hera_internal.answer_of(p_verdict, p_final_account) THEN
        PERFORM hera_internal.store_conflict(
            p_caller, p_transaction.id, NULL, p_transaction.id, v_earlier.answer, v_earlier.actor,
            hera_internal.role_of(p_caller.organization_id, v_earlier.actor), v_earlier.created_at,
            hera_internal.answer_of(p_verdict, p_final_account), true
        );
        IF v_earlier.final_account IS NOT NULL THEN
            PERFORM hera_internal.learn_account(p_caller.organization_id, p_document, v_earlier.final_account, -1);
        END IF;
        IF p_final_account IS NOT NULL THEN
            PERFORM hera_internal.learn_account(p_caller.organization_id, p_document, p_final_account, 1);
        END IF;
    END IF;
    IF v_key IS NOT NULL AND v_lesson THEN
        PERFORM hera_internal.remember_rejection(p_caller, p_transaction, v_key, p_verdict, p_final_account);
        IF p_final_account IS NOT NULL AND v_earlier.answer IS DISTINCT FROM p_final_account THEN
            PERFORM hera_internal.hear_voice(p_caller, p_document, p_transaction.id, v_key, p_final_account);
        END IF;
    END IF;
    IF v_earlier IS NULL AND p_transaction.classified_by <> 'match' THEN
        PERFORM hera_internal.count_shadow(
            p_caller.organization_id, p_document, p_transaction.account_code, p_final_account
        );
    END IF;
    DELETE FROM hera_internal.review_claim AS c
    WHERE c.organization_id = p_caller.organization_id AND c.transaction_id = p_transaction.id;
END
$function$;
COMMENT ON FUNCTION hera_internal.weigh_verdict(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, text, text) IS 'Weighs a verdict against earlier ones and remembers rejections.';
