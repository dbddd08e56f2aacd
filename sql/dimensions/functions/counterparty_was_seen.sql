CREATE FUNCTION hera_internal.counterparty_was_seen(
    p_organization_id uuid, p_counterparty_id uuid, p_transaction_id uuid
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether the trace has another document of a counterparty that no profile counts yet.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera_internal.document_trace AS t
        WHERE t.organization_id = p_organization_id AND t.counterparty_id = p_counterparty_id
            AND t.transaction_id IS DISTINCT FROM p_transaction_id
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.counterparty_was_seen(uuid, uuid, uuid) IS 'Whether a document of a counterparty was stored before.';
