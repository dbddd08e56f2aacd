CREATE FUNCTION hera_internal.store_text(
    p_organization_id uuid, p_transaction_id uuid, p_document hera_internal.document
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Replaces names and texts of a document that waits.
BEGIN
    INSERT INTO hera_internal.transaction_text (
        organization_id, transaction_id, created_at, counterparty_name, description, reference_number, line_descriptions,
        metadata
    )
    VALUES (
        p_organization_id, p_transaction_id, hera_internal.uuid_time(p_transaction_id), p_document.counterparty_name,
        p_document.description, p_document.reference_number, p_document.line_descriptions,
        nullif(p_document.metadata, '{}')
    )
    ON CONFLICT (organization_id, transaction_id, created_at) DO UPDATE
    SET counterparty_name = excluded.counterparty_name, description = excluded.description,
        reference_number = excluded.reference_number, line_descriptions = excluded.line_descriptions,
        metadata = excluded.metadata, subject_id = NULL, sealed = NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.store_text(uuid, uuid, hera_internal.document) IS 'Stores names and texts of a document that waits.';
