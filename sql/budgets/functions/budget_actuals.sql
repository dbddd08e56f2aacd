CREATE FUNCTION hera_internal.budget_actuals(p_organization_id uuid, p_from date, p_to date, p_unit text)
RETURNS TABLE (period text, code text, currency text, amount numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What every account moved in each period from one day to another, positive on the side where it belongs, without
-- year-end transfers; NULL for any unit.
BEGIN
    RETURN QUERY
    SELECT m.period, m.code, m.currency,
        sum(CASE WHEN m.account_type IN ('asset', 'expense') THEN m.balance ELSE -m.balance END)
    FROM (
        SELECT p.period, a.code, a.account_type, a.currency, a.balance
        FROM hera_internal.periods_between(p_organization_id, p_from, p_to) AS p
        CROSS JOIN LATERAL hera_internal.account_totals(p_organization_id, p.starts_on, p.ends_on, p_unit) AS a
        UNION ALL
        SELECT p.period, x.code, x.account_type, x.currency, -x.balance
        FROM hera_internal.periods_between(p_organization_id, p_from, p_to) AS p
        CROSS JOIN LATERAL hera_internal.transfer_totals(p_organization_id, p.starts_on, p.ends_on, p_unit) AS x
    ) AS m
    GROUP BY m.period, m.code, m.currency;
END
$function$;
COMMENT ON FUNCTION hera_internal.budget_actuals(uuid, date, date, text) IS 'Movement of every account per period, on the side where it belongs.';
