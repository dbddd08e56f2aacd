CREATE FUNCTION hera_internal.open_amount(p_organization_id uuid, p_transaction_id uuid)
RETURNS numeric
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is open on a document, which is locked until the end of the transaction: so two payments cannot settle the same
-- sum. A payment that was reversed settles nothing, and nothing is open on a reversed document.
DECLARE
    v_total numeric;
BEGIN
    SELECT t.total_amount INTO v_total FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM hera_internal.reversal AS r
        WHERE r.organization_id = p_organization_id AND r.original_id = p_transaction_id
    ) THEN
        RETURN 0;
    END IF;
    RETURN v_total - coalesce((
        SELECT sum(s.amount) FROM hera_internal.settlement AS s
        WHERE s.organization_id = p_organization_id AND s.settled_id = p_transaction_id AND NOT EXISTS (
            SELECT FROM hera_internal.reversal AS r
            WHERE r.organization_id = p_organization_id AND r.original_id = s.transaction_id
        )
    ), 0);
END
$function$;
COMMENT ON FUNCTION hera_internal.open_amount(uuid, uuid) IS 'Locks a document and returns what is open on it.';
