CREATE FUNCTION hera.budget_report(
    p_organization_id uuid, p_from text, p_to text DEFAULT NULL, p_unit text DEFAULT NULL,
    p_version text DEFAULT 'current'
)
RETURNS TABLE (
    period text,
    account_code text,
    account_name text,
    account_type text,
    currency text,
    budget numeric,
    actual numeric,
    difference numeric,
    percent numeric,
    assessment text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Budget beside what was posted, per period and account, from one period to another (NULL: that one only), positive on the
-- side where the account belongs. With p_unit plan and books of that unit; without, all of both. Accounts of income and
-- expense are listed without a budget too. percent is the difference in percent of the budget; more is favourable for
-- income, assets and equity, less for expenses and liabilities. Raises VAL_010.
DECLARE
    v_from hera_internal.calendar_period;
    v_to hera_internal.calendar_period;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    v_from := hera_internal.plan_period(p_organization_id, p_from, 'p_from');
    v_to := hera_internal.plan_period(p_organization_id, coalesce(p_to, p_from), 'p_to');
    PERFORM hera_internal.require_known(
        'p_to', p_to, v_to.starts_on >= v_from.starts_on AND v_to.starts_on < v_from.starts_on + interval '10 years',
        'a period from p_from on, less than ten years after it'
    );
    RETURN QUERY
    SELECT p.period, a.code, a.name, a.account_type, m.currency, m.budget, m.actual, m.actual - m.budget,
        round(100 * (m.actual - m.budget) / nullif(abs(m.budget), 0), 1),
        CASE
            WHEN m.actual = m.budget THEN 'as planned'
            WHEN (m.actual > m.budget) = (a.account_type IN ('income', 'asset', 'equity')) THEN 'favourable'
            ELSE 'unfavourable'
        END
    FROM (
        SELECT u.period, u.code, u.currency, sum(u.budget) AS budget, sum(u.actual) AS actual, bool_or(u.planned) AS planned
        FROM (
            SELECT b.period, c.code, b.currency, b.amount AS budget, 0 AS actual, true AS planned
            FROM hera_internal.budget AS b
            INNER JOIN hera_internal.ledger_account AS c ON c.organization_id = p_organization_id AND c.id = b.account_id
            WHERE b.organization_id = p_organization_id AND b.version = p_version
                AND b.starts_on BETWEEN v_from.starts_on AND v_to.starts_on AND (p_unit IS NULL OR b.unit = p_unit)
            UNION ALL
            SELECT x.period, x.code, x.currency, 0, x.amount, false
            FROM hera_internal.budget_actuals(p_organization_id, v_from.starts_on, v_to.starts_on, p_unit) AS x
        ) AS u
        GROUP BY u.period, u.code, u.currency
    ) AS m
    INNER JOIN hera_internal.periods_between(p_organization_id, v_from.starts_on, v_to.starts_on) AS p
        ON p.period = m.period
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.code = m.code
    WHERE m.planned OR (a.account_type IN ('income', 'expense') AND m.actual <> 0)
    ORDER BY p.starts_on, a.code, m.currency;
END
$function$;
COMMENT ON FUNCTION hera.budget_report(uuid, text, text, text, text) IS 'Budget, actual amounts and their difference per period and account.';
GRANT EXECUTE ON FUNCTION hera.budget_report(uuid, text, text, text, text) TO hera_app;
