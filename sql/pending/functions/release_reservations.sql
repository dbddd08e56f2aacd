CREATE FUNCTION hera_internal.release_reservations(p_organization_id uuid, p_transaction_id uuid)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Releases what a resolved document reserved and returns the number of its reservations. What is posted in their stead
-- moves its accounts no further than they did, so each is noted for the check at COMMIT, which weighs both.
DECLARE
    v_released bigint;
BEGIN
    WITH released AS (
        DELETE FROM hera_internal.reservation AS r
        WHERE r.organization_id = p_organization_id AND r.transaction_id = p_transaction_id
        RETURNING r.account_id, r.currency, r.debit, r.credit
    ), noted AS (
        INSERT INTO hera_internal.limit_check (
            organization_id, xid, account_id, currency, transaction_id, line_number, moved, debit_reserved,
            credit_reserved
        )
        SELECT p_organization_id, pg_current_xact_id(), r.account_id, r.currency, p_transaction_id, -1, 0, -r.debit,
            -r.credit
        FROM released AS r
        INNER JOIN hera_internal.ledger_account AS a
            ON a.organization_id = p_organization_id AND a.id = r.account_id
        WHERE a.limited
    )
    SELECT count(*) INTO v_released FROM released;
    RETURN v_released;
END
$function$;
COMMENT ON FUNCTION hera_internal.release_reservations(uuid, uuid) IS 'Releases what a document reserved.';
ALTER FUNCTION hera_internal.release_reservations(uuid, uuid) OWNER TO hera_owner;
