CREATE FUNCTION hera_internal.trace_document(
    p_organization_id uuid, p_transaction_id uuid, p_document hera_internal.document, p_prints bigint[],
    p_effect smallint
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes the trace of a document that is stored: with its prints when it has a counterparty. Touches no row that another
-- request shares. A draft that is changed gets a trace of what it is now; the old one is found out when it is looked at.
BEGIN
    INSERT INTO hera_internal.document_trace (
        organization_id, transaction_id, effect, transaction_date, counterparty_id, print, reference_print
    )
    VALUES (
        p_organization_id, p_transaction_id, p_effect, p_document.transaction_date, p_document.counterparty_id, p_prints[1],
        p_prints[2]
    )
    ON CONFLICT (organization_id, written_by, transaction_id, effect) DO UPDATE
    SET transaction_date = excluded.transaction_date, counterparty_id = excluded.counterparty_id,
        print = excluded.print, reference_print = excluded.reference_print;
END
$function$;
COMMENT ON FUNCTION hera_internal.trace_document(uuid, uuid, hera_internal.document, bigint[], smallint) IS 'Writes the trace of a stored document.';
