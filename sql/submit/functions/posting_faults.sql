CREATE FUNCTION hera_internal.posting_faults(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_id uuid, p_posting jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What refuses the posting of a document that is sound by itself, as an array, or NULL; records what it settles. Called
-- only where an account may be frozen on its day or has a limit, or where it settles something.
DECLARE
    v_faults jsonb;
BEGIN
    IF p_document.transaction_date <= p_caller.frozen_through THEN
        v_faults := hera_internal.frozen_faults(p_caller.organization_id, p_document, p_posting);
    END IF;
    IF v_faults IS NULL AND p_caller.has_limits THEN
        v_faults := hera_internal.limit_faults(p_caller.organization_id, p_posting);
    END IF;
    IF v_faults IS NULL AND p_document.settles IS NOT NULL THEN
        v_faults := hera_internal.record_settlements(
            p_caller.organization_id, p_id, p_document.currency, p_document.settles
        );
    END IF;
    RETURN v_faults;
END
$function$;
COMMENT ON FUNCTION hera_internal.posting_faults(hera_internal.caller_context, hera_internal.document, uuid, jsonb) IS 'What refuses a posting, or NULL; records settlements.';
