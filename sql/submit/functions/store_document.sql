CREATE FUNCTION hera_internal.store_document(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_classification hera_internal.classification,
    p_id uuid,
    p_posting jsonb
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores one document that no request brought.
DECLARE
    v_ready hera_internal.ready_document;
BEGIN
    v_ready.id := p_id;
    v_ready.created_at := hera_internal.uuid_time(p_id);
    v_ready.transaction_date := p_document.transaction_date;
    v_ready.posted := p_classification.posting_status IN ('posted', 'auto_posted');
    v_ready.posting := p_posting;
    v_ready.document := p_document;
    v_ready.classification := p_classification;
    IF v_ready.posted THEN
        v_ready.claim := hera_internal.claim_kind(
            p_caller.control_accounts, p_document, p_classification.smart_code, p_posting
        );
    END IF;
    PERFORM hera_internal.store_documents(p_caller, ARRAY[v_ready]);
END
$function$;
COMMENT ON FUNCTION hera_internal.store_document(hera_internal.caller_context, hera_internal.document, hera_internal.classification, uuid, jsonb) IS 'Stores a classified document and posts it when its status says so.';
