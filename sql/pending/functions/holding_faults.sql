CREATE FUNCTION hera_internal.holding_faults(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_classification hera_internal.classification,
    p_posting jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What refuses to hold a document back, as an array, or NULL. A draft may be anything; a pending document reserves, so
-- its accounts must be certain, open on its day, and have room as the books stand. The check at COMMIT decides.
DECLARE
    v_faults jsonb;
BEGIN
    IF p_document.held_as = 'draft' THEN
        RETURN NULL;
    ELSIF p_classification.posting_status <> 'posted' OR p_posting IS NULL THEN
        RETURN jsonb_build_array(hera_internal.make_error('LED_050', 'account'));
    ELSIF p_document.transaction_date <= p_caller.frozen_through THEN
        v_faults := hera_internal.frozen_faults(p_caller.organization_id, p_document, p_posting);
    END IF;
    IF v_faults IS NULL AND p_caller.has_limits THEN
        v_faults := hera_internal.limit_faults(p_caller.organization_id, p_posting, true);
    END IF;
    RETURN v_faults;
END
$function$;
COMMENT ON FUNCTION hera_internal.holding_faults(hera_internal.caller_context, hera_internal.document, hera_internal.classification, jsonb) IS 'What refuses to hold a document back, or NULL.';
