CREATE FUNCTION hera_internal.account_totals(p_organization_id uuid, p_from date, p_to date, p_unit text)
RETURNS TABLE (code text, name text, account_type text, currency text, balance numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Debit less credit of the lines from p_from to p_to per account and currency; NULL for any unit, no bound.
BEGIN
    RETURN QUERY
    SELECT a.code, a.name, a.account_type, b.currency, b.balance
    FROM (
        SELECT l.account_id, l.currency,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS balance
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id
            AND (p_from IS NULL OR l.transaction_date >= p_from)
            AND (p_to IS NULL OR l.transaction_date <= p_to)
            AND (p_unit IS NULL OR l.unit = p_unit)
        GROUP BY l.account_id, l.currency
    ) AS b
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = b.account_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.account_totals(uuid, date, date, text) IS 'Movement of every account per currency between two days.';
