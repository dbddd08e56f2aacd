CREATE FUNCTION hera.approve(p_organization_id uuid, p_transaction_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- Posts what waits for review, as proposed, and learns from it. Raises what hera.record_feedback raises, and AI_002
-- for a document that does not wait.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.review');
    v_transaction hera_internal.stored_transaction := hera_internal.lock_transaction(p_organization_id, p_transaction_id);
BEGIN
    IF v_transaction.posting_status NOT IN ('draft', 'pending_review', 'manual_required') THEN
        PERFORM hera_internal.raise_error(
            'AI_002', 'p_transaction_id', format('the document is %s and does not wait', v_transaction.posting_status)
        );
    END IF;
    RETURN hera.record_feedback(v_caller.organization_id, p_transaction_id, 'approved');
END
$function$;
COMMENT ON FUNCTION hera.approve(uuid, uuid) IS 'Posts a document that waits, as proposed.';
GRANT EXECUTE ON FUNCTION hera.approve(uuid, uuid) TO hera_app;
