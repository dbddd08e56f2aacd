CREATE TABLE hera_internal.budget (
    organization_id uuid NOT NULL,
    version text NOT NULL,
    account_id uuid NOT NULL,
    period text NOT NULL,
    unit text NOT NULL DEFAULT '',
    currency text NOT NULL,
    amount numeric NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT budget_pk PRIMARY KEY (organization_id, version, account_id, period, unit, currency),
    CONSTRAINT budget_account_id_fk
    FOREIGN KEY (organization_id, account_id) REFERENCES hera_internal.ledger_account (organization_id, id),
    CONSTRAINT budget_version_ck CHECK (length(version) BETWEEN 1 AND 50),
    CONSTRAINT budget_unit_ck CHECK (length(unit) <= 200),
    CONSTRAINT budget_amount_ck CHECK (abs(amount) < 'Infinity')
);
CREATE INDEX budget_starts_on_ix ON hera_internal.budget (organization_id, version, starts_on);
COMMENT ON TABLE hera_internal.budget IS 'What an account is planned to move in a period, of a unit or of the whole organization.';
COMMENT ON COLUMN hera_internal.budget.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.budget.version IS 'Version of the budget, such as current.';
COMMENT ON COLUMN hera_internal.budget.account_id IS 'Account.';
COMMENT ON COLUMN hera_internal.budget.period IS 'Period of the fiscal calendar.';
COMMENT ON COLUMN hera_internal.budget.unit IS 'Cost centre; the empty text for what no unit has.';
COMMENT ON COLUMN hera_internal.budget.currency IS 'Currency of the amount.';
COMMENT ON COLUMN hera_internal.budget.amount IS 'Amount, positive on the side where the account belongs.';
COMMENT ON COLUMN hera_internal.budget.starts_on IS 'First day of the period.';
COMMENT ON COLUMN hera_internal.budget.ends_on IS 'Last day of the period.';
COMMENT ON COLUMN hera_internal.budget.changed_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.budget.changed_by IS 'Who did.';

-- squawk-ignore ban-drop-constraint
ALTER TABLE hera_internal.request_field DROP CONSTRAINT request_field_scope_ck;
ALTER TABLE hera_internal.request_field
ADD CONSTRAINT request_field_scope_ck CHECK (scope IN ('request', 'line', 'settles', 'budget')) NOT VALID;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE hera_internal.request_field VALIDATE CONSTRAINT request_field_scope_ck;
