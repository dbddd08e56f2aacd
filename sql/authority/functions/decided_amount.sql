CREATE FUNCTION hera_internal.decided_amount(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction hera_internal.stored_transaction,
    p_posting jsonb
)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The amount of a decision on a stored document: what its lines are to be, or what they were where that is more.
BEGIN
    RETURN greatest(
        hera_internal.base_amount(p_caller, p_document, p_posting),
        hera_internal.base_amount(
            p_caller, p_document, CASE
                WHEN p_transaction.posting_status IN ('posted', 'auto_posted')
                    THEN hera_internal.stored_posting(p_caller.organization_id, p_transaction.id)
                ELSE nullif(p_transaction.proposal -> 'posting', 'null')
            END
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.decided_amount(hera_internal.caller_context, hera_internal.document, hera_internal.stored_transaction, jsonb) IS 'Amount by which a decision on a stored document is judged.';
