CREATE FUNCTION hera_internal.hold_changed(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction_id uuid,
    p_classification hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A changed document that would post now goes on waiting: above the caller's limit, and where it waited for a person whom
-- who changes it must not be, because two must decide or duties are kept apart. A draft waited for nobody.
DECLARE
    v_status text := (
        SELECT t.posting_status FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    );
BEGIN
    IF p_caller.authority IS NOT NULL THEN
        p_classification := hera_internal.hold_above_limit(p_caller, p_document, p_classification);
    END IF;
    IF v_status <> 'draft' AND p_classification.posting_status IN ('posted', 'auto_posted') AND (
        hera_internal.needs_two(p_caller, p_document)
        OR hera_internal.is_separated(p_caller, 'transactions.review', ARRAY[p_caller.actor, p_caller.on_behalf])
    ) THEN
        p_classification.posting_status := 'pending_review';
        p_classification.drawn := false;
    END IF;
    RETURN p_classification;
END
$function$;
COMMENT ON FUNCTION hera_internal.hold_changed(hera_internal.caller_context, hera_internal.document, uuid, hera_internal.classification) IS 'Lets a changed document go on waiting where another person must decide it.';
