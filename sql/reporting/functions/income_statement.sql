CREATE FUNCTION hera.income_statement(p_organization_id uuid, p_from date, p_to date, p_unit text DEFAULT NULL)
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
-- Income and expenses from one day to another, of all units or one, in the organization's currency, amounts positive on
-- the side where they belong; the result is income less expenses. NULL dates are no bounds. Accounts without a net
-- movement are left out; totals are not. Year-end transfers to retained earnings are no movement.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    RETURN QUERY
    WITH item AS (
        SELECT CASE t.account_type WHEN 'income' THEN 1 ELSE 2 END AS place, t.code, t.name, t.currency,
            CASE t.account_type WHEN 'income' THEN -t.balance ELSE t.balance END AS amount, -t.balance AS result
        FROM (
            SELECT m.code, m.name, m.account_type, m.currency, sum(m.balance) AS balance
            FROM (
                SELECT a.code, a.name, a.account_type, a.currency, a.balance
                FROM hera_internal.base_totals(p_organization_id, p_from, p_to, p_unit) AS a
                UNION ALL
                SELECT x.code, x.name, x.account_type, x.currency, -x.balance
                FROM hera_internal.base_transfers(p_organization_id, p_from, p_to, p_unit) AS x
            ) AS m
            GROUP BY m.code, m.name, m.account_type, m.currency
        ) AS t
        WHERE t.account_type IN ('income', 'expense')
    )
    SELECT CASE r.place WHEN 1 THEN 'income' WHEN 2 THEN 'expenses' ELSE 'result' END, r.code, r.name, r.currency,
        r.amount, r.is_total
    FROM (
        SELECT i.place, i.code, i.name, i.currency, i.amount, false AS is_total FROM item AS i WHERE i.amount <> 0
        UNION ALL
        SELECT s.place, NULL, s.name, c.currency,
            coalesce(sum(CASE s.place WHEN 3 THEN i.result ELSE i.amount END), 0), true
        FROM (SELECT DISTINCT i.currency FROM item AS i) AS c
        CROSS JOIN (
            VALUES (1, 'Total income', ARRAY[1]), (2, 'Total expenses', ARRAY[2]), (3, 'Result', ARRAY[1, 2])
        ) AS s (place, name, places)
        LEFT JOIN item AS i ON i.place = ANY (s.places) AND i.currency = c.currency
        GROUP BY s.place, s.name, c.currency
    ) AS r
    ORDER BY r.currency, r.place, r.is_total, r.code;
END
$function$;
COMMENT ON FUNCTION hera.income_statement(uuid, date, date, text) IS 'Income statement in the organization''s currency between two days.';
GRANT EXECUTE ON FUNCTION hera.income_statement(uuid, date, date, text) TO hera_app;
