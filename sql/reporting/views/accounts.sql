CREATE VIEW hera_bi.accounts WITH (security_invoker = true) AS
SELECT
    a.organization_id,
    a.id AS account_id,
    a.code AS account_code,
    a.name AS account_name,
    a.account_type,
    a.role AS control_role,
    a.status
FROM hera_internal.ledger_account AS a;
COMMENT ON VIEW hera_bi.accounts IS 'Ledger accounts, one row each.';
COMMENT ON COLUMN hera_bi.accounts.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_bi.accounts.account_id IS 'Identity of the account.';
COMMENT ON COLUMN hera_bi.accounts.account_code IS 'Account code.';
COMMENT ON COLUMN hera_bi.accounts.account_name IS 'Account name.';
COMMENT ON COLUMN hera_bi.accounts.account_type IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN hera_bi.accounts.control_role IS 'Control role the account plays, such as payable.';
COMMENT ON COLUMN hera_bi.accounts.status IS 'active or archived.';
GRANT SELECT ON hera_bi.accounts TO hera_bi, hera_auditor;
GRANT SELECT ON hera_internal.ledger_account TO hera_bi, hera_auditor;
