CREATE FUNCTION hera_internal.insert_document_lines(
    p_organization_id uuid, p_transaction_id uuid, p_created_at timestamptz, p_transaction_date date,
    p_posted_at timestamptz, p_posting jsonb, p_base_currency text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Inserts the lines of one document whose header is there. Raises LED_002.
DECLARE
    v_item hera_internal.ready_document;
BEGIN
    v_item.id := p_transaction_id;
    v_item.created_at := p_created_at;
    v_item.transaction_date := p_transaction_date;
    v_item.posted := true;
    v_item.posting := p_posting;
    PERFORM hera_internal.insert_lines(
        p_organization_id, ARRAY[v_item], p_posted_at, jsonb_array_length(p_posting), p_base_currency
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.insert_document_lines(uuid, uuid, timestamptz, date, timestamptz, jsonb, text) IS 'Inserts the ledger lines of one document.';
