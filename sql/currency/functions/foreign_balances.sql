CREATE FUNCTION hera_internal.foreign_balances(p_caller hera_internal.caller_context, p_date date)
RETURNS TABLE (
    account text,
    currency text,
    balance numeric,
    carried numeric,
    rate numeric,
    rate_date date,
    source text,
    value numeric,
    difference numeric
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Balances of monetary accounts in foreign currencies at the end of a day: what they carry in the organization's currency,
-- and what they are worth at the rate of the day. rate, value and difference are NULL where there is no rate. An account
-- without a balance whose payments and invoices left something carried is worth nothing.
BEGIN
    RETURN QUERY
    SELECT a.code, s.currency, trim_scale(s.debit - s.credit), trim_scale(s.base_debit - s.base_credit), r.rate,
        r.rate_date, r.source, trim_scale(v.value), trim_scale(v.value - (s.base_debit - s.base_credit))
    FROM hera_internal.balance_sums(p_caller.organization_id, p_date, NULL) AS s
    INNER JOIN hera_internal.ledger_account AS a
        ON a.organization_id = p_caller.organization_id AND a.id = s.account_id
    CROSS JOIN LATERAL hera_internal.find_rate(
        p_caller.organization_id, p_caller.currency, s.currency, p_caller.currency, p_date
    ) AS r
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN s.debit = s.credit THEN 0
            ELSE round((s.debit - s.credit) * r.rate, p_caller.minor_unit)
        END AS value
    ) AS v
    WHERE s.currency <> p_caller.currency AND hera_internal.is_monetary(a.account_type, a.role, a.monetary)
        AND (s.debit <> s.credit OR s.base_debit <> s.base_credit)
    ORDER BY a.code, s.currency;
END
$function$;
COMMENT ON FUNCTION hera_internal.foreign_balances(hera_internal.caller_context, date) IS 'Foreign balances of monetary accounts, carried and at the rate of a day.';
