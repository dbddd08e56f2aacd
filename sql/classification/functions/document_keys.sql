CREATE FUNCTION hera_internal.document_keys(p_document hera_internal.document, p_payee text, p_text text)
RETURNS text[]
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Memory keys of a document, in the order of memory_keys.
BEGIN
    RETURN hera_internal.memory_keys(
        p_document.transaction_type, p_payee, p_text, p_document.unit,
        CASE WHEN p_document.credit_note THEN - p_document.total_amount ELSE p_document.total_amount END
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.document_keys(hera_internal.document, text, text) IS 'Memory keys of a document.';
