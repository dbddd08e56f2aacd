CREATE VIEW hera_bi.account_days WITH (security_invoker = true) AS
SELECT
    m.organization_id,
    m.account_id,
    a.code AS account_code,
    a.name AS account_name,
    a.account_type,
    m.currency,
    m.day,
    sum(m.debit)::numeric(24, 4) AS debit,
    sum(m.credit)::numeric(24, 4) AS credit,
    sum(m.base_debit)::numeric(24, 4) AS base_debit,
    sum(m.base_credit)::numeric(24, 4) AS base_credit,
    statement_timestamp() AS as_of
FROM (
    SELECT r.organization_id, r.account_id, r.currency, r.starts_on AS day, r.debit, r.credit, r.base_debit,
        r.base_credit
    FROM hera_internal.balance_rollup AS r
    WHERE r.unit = '' AND r.grain = 'day'
    UNION ALL
    SELECT t.organization_id, t.account_id, t.currency, t.transaction_date, t.debit, t.credit, t.base_debit, t.base_credit
    FROM hera_internal.balance_tail AS t
) AS m
INNER JOIN hera_internal.ledger_account AS a
    ON a.organization_id = m.organization_id AND a.id = m.account_id
GROUP BY m.organization_id, m.account_id, a.code, a.name, a.account_type, m.currency, m.day;
COMMENT ON VIEW hera_bi.account_days IS 'What was debited and credited, one row per account, currency and day; exact at as_of.';
COMMENT ON COLUMN hera_bi.account_days.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_bi.account_days.account_id IS 'Account.';
COMMENT ON COLUMN hera_bi.account_days.account_code IS 'Code of the account.';
COMMENT ON COLUMN hera_bi.account_days.account_name IS 'Name of the account.';
COMMENT ON COLUMN hera_bi.account_days.account_type IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN hera_bi.account_days.currency IS 'Currency of the amounts, ISO 4217.';
COMMENT ON COLUMN hera_bi.account_days.day IS 'Day in the books.';
COMMENT ON COLUMN hera_bi.account_days.debit IS 'Total debited on the day.';
COMMENT ON COLUMN hera_bi.account_days.credit IS 'Total credited on the day.';
COMMENT ON COLUMN hera_bi.account_days.base_debit IS 'Total debited on the day, in the organization''s currency.';
COMMENT ON COLUMN hera_bi.account_days.base_credit IS 'Total credited on the day, in the organization''s currency.';
COMMENT ON COLUMN hera_bi.account_days.as_of IS 'When the row was computed: every document committed by then is in it.';
GRANT SELECT ON hera_bi.account_days TO hera_bi, hera_auditor;
GRANT SELECT ON hera_internal.balance_rollup, hera_internal.balance_tail TO hera_bi, hera_auditor;
