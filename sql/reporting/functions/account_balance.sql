CREATE FUNCTION hera.account_balance(
    p_organization_id uuid, p_account text, p_as_of date DEFAULT NULL, p_unit text DEFAULT NULL
)
RETURNS TABLE (currency text, balance numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Debit less credit per currency, up to a day, of all units or one; no row for an account without lines. Raises LED_002.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    RETURN QUERY
    SELECT s.currency, s.debit - s.credit
    FROM hera_internal.account_sums(
        p_organization_id, hera_internal.require_account(p_organization_id, p_account, 'p_account'), p_as_of, p_unit
    ) AS s
    ORDER BY s.currency;
END
$function$;
COMMENT ON FUNCTION hera.account_balance(uuid, text, date, text) IS 'Balance of an account per currency, debit less credit.';
GRANT EXECUTE ON FUNCTION hera.account_balance(uuid, text, date, text) TO hera_app;
