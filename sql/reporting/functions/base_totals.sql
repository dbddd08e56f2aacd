CREATE FUNCTION hera_internal.base_totals(p_organization_id uuid, p_from date, p_to date, p_unit text)
RETURNS TABLE (code text, name text, account_type text, currency text, balance numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera_internal.account_totals, with every line at its value in the organization's currency: one row an account.
BEGIN
    RETURN QUERY
    SELECT a.code, a.name, a.account_type, o.currency, b.balance
    FROM (
        SELECT m.account_id, sum(m.balance) AS balance
        FROM (
            SELECT s.account_id, s.base_debit - s.base_credit AS balance, s.lines
            FROM hera_internal.balance_sums(p_organization_id, p_to, p_unit) AS s
            UNION ALL
            SELECT s.account_id, s.base_credit - s.base_debit, -s.lines
            FROM hera_internal.balance_sums(p_organization_id, p_from - 1, p_unit) AS s
            WHERE p_from IS NOT NULL
        ) AS m
        GROUP BY m.account_id
        HAVING sum(m.lines) > 0
    ) AS b
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = b.account_id
    INNER JOIN hera.core_organizations AS o ON o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.base_totals(uuid, date, date, text) IS 'Movement of every account in the organization''s currency between two days.';
