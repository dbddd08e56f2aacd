CREATE FUNCTION hera_internal.store_open_item(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction_id uuid,
    p_smart_code text,
    p_posting jsonb
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A document that posts and claims money is open from now on: one small row of its own, with one index.
DECLARE
    v_kind text := hera_internal.claim_kind(p_caller.control_accounts, p_document, p_smart_code, p_posting);
BEGIN
    IF v_kind IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO hera_internal.open_item (
        organization_id, counterparty_id, transaction_id, kind, currency, open_amount, transaction_date, due_date,
        reference_hash
    )
    VALUES (
        p_caller.organization_id, p_document.counterparty_id, p_transaction_id, v_kind, p_document.currency,
        p_document.total_amount, p_document.transaction_date, p_document.due_date,
        CASE WHEN p_document.reference_number IS NOT NULL
            THEN hera_internal.reference_hash(p_document.reference_number)
        END
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.store_open_item(hera_internal.caller_context, hera_internal.document, uuid, text, jsonb) IS 'Makes a document that posts an open item, when it claims money.';
