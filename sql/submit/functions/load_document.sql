CREATE FUNCTION hera_internal.load_document(p_caller hera_internal.caller_context, p_transaction_id uuid)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document of a stored transaction, as the request once gave it. Raises LED_008 when there is none.
DECLARE
    v_document hera_internal.document := hera_internal.read_stored_document(
        p_caller.organization_id, p_transaction_id, hera_internal.uuid_time(p_transaction_id)
    );
BEGIN
    IF v_document.transaction_type IS NULL THEN
        PERFORM hera_internal.raise_error('LED_008', 'p_transaction_id');
    END IF;
    v_document.number_series := p_caller.number_series -> v_document.transaction_type ->> v_document.credit_note::integer;
    v_document.base_currency := p_caller.currency;
    IF v_document.currency <> p_caller.currency THEN
        v_document := hera_internal.rate_document(p_caller.organization_id, v_document);
    END IF;
    RETURN v_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.load_document(hera_internal.caller_context, uuid) IS 'Document of a stored transaction.';
