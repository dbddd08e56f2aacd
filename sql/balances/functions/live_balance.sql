CREATE FUNCTION hera_internal.live_balance(p_organization_id uuid, p_account_id uuid, p_currency text)
RETURNS numeric
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Debit less credit of every line that a statement beginning now can see, whatever its day. VOLATILE, or it would read
-- with the snapshot of its caller's statement.
BEGIN
    RETURN (
        SELECT coalesce(sum(b.debit - b.credit), 0)
        FROM hera_internal.account_sums(p_organization_id, p_account_id, NULL, NULL) AS b
        WHERE b.currency = p_currency
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.live_balance(uuid, uuid, text) IS 'Balance of an account as committed now, with what this transaction has posted.';
GRANT EXECUTE ON FUNCTION hera_internal.live_balance(uuid, uuid, text) TO hera_owner;
