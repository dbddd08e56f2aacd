CREATE FUNCTION hera_internal.require_decider(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_verdict text,
    p_posting jsonb
)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What approves or corrects a document must not be its own author where duties are kept apart, and within the limit.
-- p_posting is what the verdict posts.
-- Returns for whom the caller acts. The caller has seen that the organization has limits or separations.
-- Raises AUTHZ_050, AUTHZ_051.
DECLARE
    v_authors text[] := hera_internal.authors_of(p_transaction);
BEGIN
    -- To approve what is posted does nothing to the books; to reject is refused, if at all, where the reversal is made.
    IF p_verdict = 'rejected' OR p_verdict = 'approved' AND p_transaction.posting_status IN ('posted', 'auto_posted') THEN
        RETURN p_caller.on_behalf;
    END IF;
    PERFORM hera_internal.refuse_own_work(p_caller, 'transactions.review', v_authors, 'p_transaction_id');
    RETURN hera_internal.require_limit(
        p_caller, 'transactions.review',
        hera_internal.decided_amount(p_caller, p_document, p_transaction, p_posting), v_authors
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.require_decider(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, text, jsonb) IS 'Refuses a verdict on one''s own document or above one''s limit.';
