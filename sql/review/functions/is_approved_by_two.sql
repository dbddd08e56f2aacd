CREATE FUNCTION hera_internal.is_approved_by_two(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_verdict text,
    p_account_code text,
    p_posting jsonb
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether this verdict may post: always below the amount of the setting; above it when another person approved the same
-- document before, else it is kept as the first approval and the document goes on waiting, with the correction as its
-- proposal. The caller has locked the document. Raises AUTHZ_040 for who submitted or changed it and AUTHZ_041 for
-- the same person twice; who acts for another is both.
DECLARE
    v_approval record;
    v_waits boolean := p_transaction.posting_status NOT IN ('posted', 'auto_posted');
BEGIN
    IF p_verdict = 'rejected' OR NOT hera_internal.needs_two(p_caller, p_document, p_transaction, p_posting) THEN
        RETURN true;
    ELSIF (v_waits OR p_verdict = 'corrected')
        AND hera_internal.is_own_work(p_caller, hera_internal.authors_of(p_transaction))
    THEN
        PERFORM hera_internal.raise_error('AUTHZ_040', 'p_transaction_id');
    ELSIF NOT v_waits THEN
        RETURN true;
    ELSIF p_verdict = 'approved' THEN
        SELECT a.actor, hera_internal.is_own_work(p_caller, ARRAY[a.actor, a.on_behalf]) AS own INTO v_approval
        FROM hera_internal.review_approval AS a
        WHERE a.organization_id = p_caller.organization_id AND a.transaction_id = p_transaction.id
            AND a.fingerprint = hera_internal.document_fingerprint(p_caller.organization_id, p_transaction.id)
        ORDER BY a.actor = p_caller.actor
        LIMIT 1;
        IF v_approval.own THEN
            PERFORM hera_internal.raise_error('AUTHZ_041', 'p_transaction_id');
        ELSIF v_approval.actor IS NOT NULL THEN
            RETURN true;
        END IF;
    ELSE
        UPDATE hera.universal_transactions AS t
        SET posting_status = 'pending_review', account_code = p_account_code,
            proposal = t.proposal || jsonb_build_object('posting', p_posting, 'settles', p_document.settles)
        WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction.id
            AND t.created_at = p_transaction.created_at;
        PERFORM hera_internal.store_feedback(p_caller, p_document, p_transaction, p_verdict, p_account_code);
    END IF;
    DELETE FROM hera_internal.review_approval AS a
    WHERE a.organization_id = p_caller.organization_id AND a.transaction_id = p_transaction.id;
    INSERT INTO hera_internal.review_approval (
        organization_id, transaction_id, actor, fingerprint, approved_at, on_behalf
    )
    VALUES (
        p_caller.organization_id, p_transaction.id, p_caller.actor,
        hera_internal.document_fingerprint(p_caller.organization_id, p_transaction.id), clock_timestamp(),
        p_caller.on_behalf
    );
    -- The second person must be given it.
    DELETE FROM hera_internal.review_claim AS c
    WHERE c.organization_id = p_caller.organization_id AND c.transaction_id = p_transaction.id;
    PERFORM hera_internal.write_audit_leaf(
        p_caller.organization_id, 'transaction.approved', p_transaction.id, p_caller.actor, NULL,
        jsonb_build_object('account', p_account_code, 'approvals', 1)
    );
    RETURN false;
END
$function$;
COMMENT ON FUNCTION hera_internal.is_approved_by_two(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, text, text, jsonb) IS 'Whether a verdict may post, or is the first of two approvals.';
