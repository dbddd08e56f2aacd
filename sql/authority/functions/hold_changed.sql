CREATE FUNCTION hera_internal.hold_changed(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction_id uuid,
    p_posting jsonb,
    p_classification hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A changed document that would post now goes on waiting: above the caller's limit, and where it waited for a person whom
-- who changes it must not be, because two must decide it as it is or as it was, or duties are kept apart. A draft waited
-- for nobody. What would become pending instead, which one person posts, is refused there: AUTHZ_040, AUTHZ_050.
DECLARE
    v_old hera_internal.stored_transaction;
    v_was hera_internal.document;
    v_two boolean;
BEGIN
    SELECT t.posting_status, t.proposal, t.transaction_date, t.currency, t.exchange_rate, t.total_amount
    INTO v_old.posting_status, v_old.proposal, v_was.transaction_date, v_was.currency, v_was.exchange_rate,
        v_was.total_amount
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    IF p_caller.authority IS NOT NULL AND p_document.held_as IS NULL THEN
        p_classification := hera_internal.hold_above_limit(p_caller, p_document, p_posting, p_classification);
    END IF;
    IF v_old.posting_status = 'draft' OR p_classification.posting_status NOT IN ('posted', 'auto_posted') THEN
        RETURN p_classification;
    END IF;
    v_two := hera_internal.needs_two(p_caller, p_document, NULL, p_posting)
        OR hera_internal.needs_two(p_caller, v_was, v_old, NULL);
    IF v_two
        OR hera_internal.is_separated(p_caller, 'transactions.review', ARRAY[p_caller.actor, p_caller.on_behalf])
    THEN
        IF p_document.held_as IS NOT NULL THEN
            PERFORM hera_internal.raise_error(CASE WHEN v_two THEN 'AUTHZ_040' ELSE 'AUTHZ_050' END, 'p_transaction_id');
        END IF;
        p_classification.posting_status := 'pending_review';
        p_classification.drawn := false;
    END IF;
    RETURN p_classification;
END
$function$;
COMMENT ON FUNCTION hera_internal.hold_changed(hera_internal.caller_context, hera_internal.document, uuid, jsonb, hera_internal.classification) IS 'Lets a changed document go on waiting where another person must decide it.';
