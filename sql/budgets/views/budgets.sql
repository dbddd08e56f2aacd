CREATE VIEW hera_bi.budgets WITH (security_invoker = true) AS
SELECT
    b.organization_id,
    b.version AS budget_version,
    b.period,
    b.starts_on,
    b.ends_on,
    b.account_id,
    a.code AS account_code,
    a.name AS account_name,
    a.account_type,
    nullif(b.unit, '') AS unit,
    b.currency,
    b.amount::numeric(24, 4) AS budget_amount,
    s.amount::numeric(24, 4) AS actual_amount,
    (s.amount - b.amount)::numeric(24, 4) AS difference_amount,
    statement_timestamp() AS as_of
FROM hera_internal.budget AS b
INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = b.organization_id AND a.id = b.account_id
CROSS JOIN LATERAL (
    SELECT
        CASE WHEN a.account_type IN ('asset', 'expense') THEN 1 ELSE -1 END * coalesce(sum(m.amount), 0) AS amount
    FROM (
        SELECT r.debit - r.credit AS amount
        FROM hera_internal.balance_rollup AS r
        WHERE
            r.organization_id = b.organization_id AND r.account_id = b.account_id AND r.unit = b.unit
            AND r.currency = b.currency AND r.grain = 'day' AND r.starts_on BETWEEN b.starts_on AND b.ends_on
        UNION ALL
        SELECT t.debit - t.credit
        FROM hera_internal.balance_tail AS t
        WHERE
            t.organization_id = b.organization_id AND t.account_id = b.account_id AND b.unit IN ('', t.unit)
            AND t.currency = b.currency AND t.transaction_date BETWEEN b.starts_on AND b.ends_on
        UNION ALL
        -- A year-end transfer is no movement of the year.
        SELECT CASE l.side WHEN 'debit' THEN -l.amount ELSE l.amount END
        FROM hera.universal_transactions AS t
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
        WHERE
            t.organization_id = b.organization_id AND t.period IS NOT NULL AND right(t.period, 3) = '-YE'
            AND l.account_id = b.account_id AND b.unit IN ('', l.unit) AND l.currency = b.currency
            AND l.transaction_date BETWEEN b.starts_on AND b.ends_on
    ) AS m
) AS s;
COMMENT ON VIEW hera_bi.budgets IS 'Budget beside what was posted, one row per version, account, period, unit and currency; exact at as_of.';
COMMENT ON COLUMN hera_bi.budgets.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_bi.budgets.budget_version IS 'Version of the budget, such as current.';
COMMENT ON COLUMN hera_bi.budgets.period IS 'Period of the fiscal calendar.';
COMMENT ON COLUMN hera_bi.budgets.starts_on IS 'First day of the period.';
COMMENT ON COLUMN hera_bi.budgets.ends_on IS 'Last day of the period.';
COMMENT ON COLUMN hera_bi.budgets.account_id IS 'Account.';
COMMENT ON COLUMN hera_bi.budgets.account_code IS 'Code of the account.';
COMMENT ON COLUMN hera_bi.budgets.account_name IS 'Name of the account.';
COMMENT ON COLUMN hera_bi.budgets.account_type IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN hera_bi.budgets.unit IS 'Cost centre; NULL for a budget of the whole organization, beside which stands what all units posted.';
COMMENT ON COLUMN hera_bi.budgets.currency IS 'Currency of the amounts, ISO 4217.';
COMMENT ON COLUMN hera_bi.budgets.budget_amount IS 'Planned amount, positive on the side where the account belongs.';
COMMENT ON COLUMN hera_bi.budgets.actual_amount IS 'Posted amount, likewise, without year-end transfers.';
COMMENT ON COLUMN hera_bi.budgets.difference_amount IS 'Posted less planned.';
COMMENT ON COLUMN hera_bi.budgets.as_of IS 'When the row was computed: every document committed by then is in it.';
GRANT SELECT ON hera_bi.budgets TO hera_bi, hera_auditor;
GRANT SELECT ON hera_internal.budget TO hera_bi, hera_auditor;
