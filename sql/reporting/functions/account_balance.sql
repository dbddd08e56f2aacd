CREATE FUNCTION hera.account_balance(p_organization_id uuid, p_account text, p_as_of date DEFAULT NULL)
RETURNS TABLE (currency text, balance numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Debit less credit per currency, up to a day; no row for an account without lines. Raises LED_002.
DECLARE
    v_account_id uuid;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    SELECT a.id INTO v_account_id FROM hera_internal.ledger_account AS a
    WHERE a.organization_id = p_organization_id AND a.code = p_account;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('LED_002', 'p_account');
    END IF;
    RETURN QUERY
    SELECT l.currency, sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END)
    FROM hera.universal_transaction_lines AS l
    WHERE l.organization_id = p_organization_id AND l.account_id = v_account_id
        AND (p_as_of IS NULL OR l.transaction_date <= p_as_of)
    GROUP BY l.currency
    ORDER BY l.currency;
END
$function$;
COMMENT ON FUNCTION hera.account_balance(uuid, text, date) IS 'Balance of an account per currency, debit less credit.';
GRANT EXECUTE ON FUNCTION hera.account_balance(uuid, text, date) TO hera_app;
