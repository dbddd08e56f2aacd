CREATE FUNCTION hera_internal.require_reverser(p_caller hera_internal.caller_context, p_transaction_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises AUTHZ_050 for a posted document that the caller submitted or posted, where that is kept apart, and AUTHZ_051 for
-- one above the caller's limit.
DECLARE
    v_original record;
BEGIN
    SELECT ARRAY[t.submitted_by, t.posted_by] AS authors, t.total_amount * coalesce(t.exchange_rate, 1) AS amount
    INTO v_original
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    PERFORM hera_internal.refuse_own_work(p_caller, 'transactions.reverse', v_original.authors, 'p_transaction_id');
    PERFORM hera_internal.require_limit(p_caller, 'transactions.reverse', v_original.amount, v_original.authors);
END
$function$;
COMMENT ON FUNCTION hera_internal.require_reverser(hera_internal.caller_context, uuid) IS 'Refuses the reversal of one''s own document or above one''s limit.';
