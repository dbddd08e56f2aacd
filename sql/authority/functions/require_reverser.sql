CREATE FUNCTION hera_internal.require_reverser(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_posting jsonb
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises AUTHZ_050 for a posted document that the caller submitted or posted, where that is kept apart, and AUTHZ_051 for
-- one above the caller's limit. p_posting are the lines of the document or of its reversal, which come to the same.
DECLARE
    v_authors text[];
    v_document hera_internal.document;
BEGIN
    SELECT ARRAY[t.submitted_by, t.posted_by], t.transaction_date, t.currency, t.exchange_rate, t.total_amount
    INTO v_authors, v_document.transaction_date, v_document.currency, v_document.exchange_rate, v_document.total_amount
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    PERFORM hera_internal.refuse_own_work(p_caller, 'transactions.reverse', v_authors, 'p_transaction_id');
    PERFORM hera_internal.require_limit(
        p_caller, 'transactions.reverse', hera_internal.base_amount(p_caller, v_document, p_posting), v_authors
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.require_reverser(hera_internal.caller_context, uuid, jsonb) IS 'Refuses the reversal of one''s own document or above one''s limit.';
