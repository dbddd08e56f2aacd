CREATE FUNCTION hera_internal.is_transfer(p_organization_id uuid, p_transaction_id uuid, p_period text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a document is the transfer that closed that year, or the reversal of one that did.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera_internal.closed_period AS c
        WHERE c.organization_id = p_organization_id AND c.period = p_period AND c.number = 99
            AND c.transfer_id = p_transaction_id
    ) OR EXISTS (
        SELECT FROM hera_internal.reversal AS r
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = r.organization_id AND t.id = r.original_id AND t.created_at = r.original_created_at
        WHERE r.organization_id = p_organization_id AND r.reversal_id = p_transaction_id AND t.period = p_period
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_transfer(uuid, uuid, text) IS 'Whether a document is a year-end transfer or undoes one.';
ALTER FUNCTION hera_internal.is_transfer(uuid, uuid, text) OWNER TO hera_owner;
