CREATE FUNCTION hera_internal.account_totals(p_organization_id uuid, p_from date, p_to date, p_unit text)
RETURNS TABLE (code text, name text, account_type text, currency text, balance numeric, base_balance numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Debit less credit of the lines from p_from to p_to per account and currency, and their value in the organization's
-- currency; NULL for any unit, no bound.
BEGIN
    RETURN QUERY
    SELECT a.code, a.name, a.account_type, b.currency, b.balance, b.base_balance
    FROM (
        SELECT m.account_id, m.currency, sum(m.balance) AS balance, sum(m.base_balance) AS base_balance
        FROM (
            SELECT s.account_id, s.currency, s.debit - s.credit AS balance,
                s.base_debit - s.base_credit AS base_balance, s.lines
            FROM hera_internal.balance_sums(p_organization_id, p_to, p_unit) AS s
            UNION ALL
            SELECT s.account_id, s.currency, s.credit - s.debit, s.base_credit - s.base_debit, -s.lines
            FROM hera_internal.balance_sums(p_organization_id, p_from - 1, p_unit) AS s
            WHERE p_from IS NOT NULL
        ) AS m
        GROUP BY m.account_id, m.currency
        HAVING sum(m.lines) > 0
    ) AS b
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = b.account_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.account_totals(uuid, date, date, text) IS 'Movement of every account per currency between two days.';
