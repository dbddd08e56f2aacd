CREATE FUNCTION hera.list_account_limits(p_organization_id uuid)
RETURNS TABLE (account_code text, currency text, minimum numeric, maximum numeric, balance numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Limits of accounts, with the balance on the side where the account belongs.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    RETURN QUERY
    SELECT a.code, l.currency, l.minimum, l.maximum, l.sign * coalesce(s.debit - s.credit, 0)
    FROM hera_internal.account_limit AS l
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = l.organization_id AND a.id = l.account_id
    LEFT JOIN hera_internal.balance_sums(p_organization_id, NULL, NULL) AS s
        ON s.account_id = l.account_id AND s.currency = l.currency
    WHERE l.organization_id = p_organization_id
    ORDER BY a.code, l.currency;
END
$function$;
COMMENT ON FUNCTION hera.list_account_limits(uuid) IS 'Lowest and highest balances that accounts may have.';
GRANT EXECUTE ON FUNCTION hera.list_account_limits(uuid) TO hera_app;
