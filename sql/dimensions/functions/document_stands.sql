CREATE FUNCTION hera_internal.document_stands(
    p_organization_id uuid, p_transaction_id uuid, p_document hera_internal.document
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a document of the trace is in the books, or waits, with the amount that the other one has. Its trace may be
-- older than a change of the draft.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
            AND t.posting_status <> 'voided' AND t.counterparty_id = p_document.counterparty_id
            AND t.total_amount = p_document.total_amount AND t.currency = p_document.currency
            AND t.credit_note = p_document.credit_note
    ) AND NOT EXISTS (
        SELECT FROM hera_internal.reversal AS r
        WHERE r.organization_id = p_organization_id AND r.original_id = p_transaction_id
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.document_stands(uuid, uuid, hera_internal.document) IS 'Whether a traced document still stands for what another one says.';
