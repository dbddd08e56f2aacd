CREATE FUNCTION hera_internal.trace_effect(
    p_organization_id uuid, p_transaction_id uuid, p_effect smallint, p_date date
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes what becomes of a document whose prints are in the trace already: 1 when it is posted, -1 when it is reversed.
BEGIN
    INSERT INTO hera_internal.document_trace (organization_id, transaction_id, effect, transaction_date)
    VALUES (p_organization_id, p_transaction_id, p_effect, p_date);
END
$function$;
COMMENT ON FUNCTION hera_internal.trace_effect(uuid, uuid, smallint, date) IS 'Writes into the trace that a document was posted or reversed.';
