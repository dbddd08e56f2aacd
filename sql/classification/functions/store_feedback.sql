CREATE FUNCTION hera_internal.store_feedback(
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
-- Keeps the verdict and learns from it: the account that was right is remembered, once for a document. Calibration and gate see an outcome
-- only where nobody chose to look: the first verdict on what waited, or on what was drawn.
DECLARE
    v_id uuid := hera_internal.new_id();
    v_family text := hera_internal.smart_code_family(p_transaction.smart_code);
    -- NULL where nothing was guessed.
    v_correct boolean := CASE
        WHEN p_transaction.confidence IS NOT NULL
            THEN coalesce(p_verdict <> 'rejected' AND p_final_account = p_transaction.account_code, false)
    END;
    v_drawn boolean := p_transaction.posting_status = 'auto_posted'
        AND hera_internal.close_draw(p_caller.organization_id, p_transaction.id, p_caller.actor, v_correct);
    v_counts boolean;
    v_first boolean := NOT EXISTS (
        SELECT FROM hera.ai_posting_feedback AS f
        WHERE f.organization_id = p_caller.organization_id AND f.transaction_id = p_transaction.id
    );
BEGIN
    -- What was posted and not drawn is judged because it looked wrong: that says nothing of the others.
    v_counts := v_first AND v_correct IS NOT NULL AND p_transaction.score IS NOT NULL
        AND (v_drawn OR p_transaction.posting_status NOT IN ('posted', 'auto_posted'));
    INSERT INTO hera.ai_posting_feedback (
        organization_id, id, transaction_id, transaction_created_at, verdict, classified_by, evidence,
        predicted_account, final_account, confidence, was_posted, actor, created_at, family, score, model_id, drawn,
        correct, counts
    )
    VALUES (
        p_caller.organization_id, v_id, p_transaction.id, p_transaction.created_at, p_verdict,
        p_transaction.classified_by, p_transaction.evidence, p_transaction.account_code, p_final_account,
        p_transaction.confidence, p_transaction.posting_status = 'auto_posted', p_caller.actor,
        hera_internal.uuid_time(v_id), v_family, p_transaction.score,
        substring(p_transaction.model FROM '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$')::uuid, v_drawn, v_correct,
        v_counts
    );
    -- That a payment was matched says nothing of the next purchase from there.
    IF p_final_account IS NOT NULL AND v_first
        AND (p_transaction.classified_by <> 'match' OR p_final_account IS DISTINCT FROM p_transaction.account_code)
    THEN
        PERFORM hera_internal.learn_account(p_caller.organization_id, p_document, p_final_account, 1);
    END IF;
    IF v_counts THEN
        PERFORM hera_internal.note_outcome(
            p_caller, v_id, v_family, p_transaction.classified_by, p_transaction.score, v_correct,
            p_document.transaction_date
        );
    END IF;
    PERFORM hera_internal.weigh_verdict(p_caller, p_document, p_transaction, p_verdict, p_final_account);
END
$function$;
COMMENT ON FUNCTION hera_internal.store_feedback(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, text, text) IS 'Keeps a verdict and learns from it.';
