CREATE FUNCTION hera.balance_sheet(p_organization_id uuid, p_as_of date, p_unit text DEFAULT NULL)
RETURNS TABLE (
    section text,
    account_code text,
    account_name text,
    currency text,
    amount numeric,
    is_total boolean
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Assets, liabilities and equity at the end of a day (NULL: of every day) in the organization's currency, amounts
-- positive on the side where they belong. Income less expense that no closing has moved to equity yet stands in equity as the
-- result of the year to date, so total assets equal total liabilities and equity. Accounts that stand at zero are
-- left out; totals are not. With p_unit only the lines of that unit count; what documents that lie in it in part leave
-- open between it and the others is one more row of equity.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    RETURN QUERY
    WITH total AS (
        SELECT t.* FROM hera_internal.base_totals(p_organization_id, NULL, p_as_of, p_unit) AS t
    ), item AS (
        SELECT CASE t.account_type WHEN 'asset' THEN 1 WHEN 'liability' THEN 2 ELSE 3 END AS place, t.code, t.name,
            t.currency, CASE t.account_type WHEN 'asset' THEN t.balance ELSE -t.balance END AS amount
        FROM total AS t
        WHERE t.account_type IN ('asset', 'liability', 'equity') AND t.balance <> 0
        UNION ALL
        SELECT 3, NULL, 'Result of the year to date', t.currency, -sum(t.balance)
        FROM total AS t
        WHERE t.account_type IN ('income', 'expense')
        GROUP BY t.currency
        HAVING sum(t.balance) <> 0
        UNION ALL
        SELECT 3, NULL, 'Due between units', t.currency, sum(t.balance)
        FROM total AS t
        WHERE p_unit IS NOT NULL
        GROUP BY t.currency
        HAVING sum(t.balance) <> 0
    )
    SELECT CASE r.place WHEN 1 THEN 'assets' WHEN 2 THEN 'liabilities' WHEN 3 THEN 'equity' ELSE 'liabilities_and_equity' END,
        r.code, r.name, r.currency, r.amount, r.is_total
    FROM (
        SELECT i.place, i.code, i.name, i.currency, i.amount, false AS is_total FROM item AS i
        UNION ALL
        SELECT s.place, NULL, s.name, c.currency, coalesce(sum(i.amount), 0), true
        FROM (SELECT DISTINCT t.currency FROM total AS t) AS c
        CROSS JOIN (
            VALUES
            (1, 'Total assets', ARRAY[1]),
            (2, 'Total liabilities', ARRAY[2]),
            (3, 'Total equity', ARRAY[3]),
            (4, 'Total liabilities and equity', ARRAY[2, 3])
        ) AS s (place, name, places)
        LEFT JOIN item AS i ON i.place = ANY (s.places) AND i.currency = c.currency
        GROUP BY s.place, s.name, c.currency
    ) AS r
    ORDER BY r.currency, r.place, r.is_total, r.code NULLS LAST;
END
$function$;
COMMENT ON FUNCTION hera.balance_sheet(uuid, date, text) IS 'Balance sheet in the organization''s currency at the end of a day, with the result of the year to date.';
GRANT EXECUTE ON FUNCTION hera.balance_sheet(uuid, date, text) TO hera_app;
