CREATE FUNCTION hera_internal.apply_verdict(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_verdict text,
    p_account_code text,
    p_posting jsonb
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Does to the books what the verdict says and returns the document that stands for the event afterwards.
DECLARE
    v_posted boolean := p_transaction.posting_status IN ('posted', 'auto_posted');
    v_id uuid;
BEGIN
    IF v_posted AND p_verdict = 'approved' THEN
        RETURN p_transaction.id;
    ELSIF v_posted AND p_verdict = 'corrected' AND p_account_code = p_transaction.account_code THEN
        PERFORM hera_internal.raise_error('AI_002', 'p_correction', 'the document is posted to this account already');
    ELSIF v_posted THEN
        v_id := hera_internal.reverse_posted(p_caller, p_transaction.id, 'feedback: ' || p_verdict, NULL);
        IF p_verdict = 'corrected' THEN
            v_id := hera_internal.post_replacement(p_caller, p_document, p_transaction, p_account_code, p_posting);
        END IF;
        RETURN v_id;
    ELSIF p_verdict = 'rejected' THEN
        UPDATE hera.universal_transactions AS t
        SET posting_status = 'voided'
        WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction.id
            AND t.created_at = p_transaction.created_at;
        PERFORM hera_internal.write_audit_leaf(
            p_caller.organization_id, 'transaction.voided', p_transaction.id, p_caller.actor, NULL, '{}'
        );
        RETURN p_transaction.id;
    END IF;
    PERFORM hera_internal.post_waiting(
        p_caller, p_document, p_transaction.id, p_transaction.smart_code, p_account_code, p_posting
    );
    RETURN p_transaction.id;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_verdict(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, text, text, jsonb) IS 'Posts, reposts, reverses or voids a document as a verdict says.';
