ALTER TABLE hera.core_organizations
ADD COLUMN year_start text NOT NULL DEFAULT '01-01',
ADD COLUMN adjustment_periods smallint NOT NULL DEFAULT 0,
ADD COLUMN soft_locks jsonb,
ADD COLUMN frozen_through date;
ALTER TABLE hera.core_organizations
ADD CONSTRAINT core_organizations_year_start_ck
CHECK (year_start ~ '^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$') NOT VALID;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE hera.core_organizations VALIDATE CONSTRAINT core_organizations_year_start_ck;
ALTER TABLE hera.core_organizations
ADD CONSTRAINT core_organizations_adjustment_periods_ck CHECK (adjustment_periods BETWEEN 0 AND 4) NOT VALID;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE hera.core_organizations VALIDATE CONSTRAINT core_organizations_adjustment_periods_ck;
COMMENT ON COLUMN hera.core_organizations.year_start IS 'Month and day on which a fiscal year begins, unless its periods are defined one by one.';
COMMENT ON COLUMN hera.core_organizations.adjustment_periods IS 'Adjustment periods after the twelve months of such a year, from 13 on.';
COMMENT ON COLUMN hera.core_organizations.soft_locks IS 'Soft-locked periods and the roles that still post in each, kept from hera_internal.period_lock because every request looks; NULL when there is none.';
COMMENT ON COLUMN hera.core_organizations.frozen_through IS 'Last day to which any account is frozen; NULL when none is, and then no request looks at accounts.';

CREATE TABLE hera_internal.fiscal_period (
    organization_id uuid NOT NULL,
    period text NOT NULL,
    fiscal_year integer NOT NULL,
    number smallint NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    adjustment boolean NOT NULL,
    CONSTRAINT fiscal_period_pk PRIMARY KEY (organization_id, period),
    CONSTRAINT fiscal_period_number_uq UNIQUE (organization_id, fiscal_year, number),
    CONSTRAINT fiscal_period_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT fiscal_period_period_ck CHECK (length(period) BETWEEN 1 AND 40),
    CONSTRAINT fiscal_period_number_ck CHECK (number BETWEEN 1 AND 98),
    CONSTRAINT fiscal_period_ends_on_ck CHECK (ends_on >= starts_on)
);
CREATE INDEX fiscal_period_starts_on_ix ON hera_internal.fiscal_period (organization_id, starts_on) WHERE NOT adjustment;
COMMENT ON TABLE hera_internal.fiscal_period IS 'Periods of the fiscal years that an organization has defined; the other years follow its rule.';
COMMENT ON COLUMN hera_internal.fiscal_period.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.fiscal_period.period IS 'Name of the period.';
COMMENT ON COLUMN hera_internal.fiscal_period.fiscal_year IS 'Fiscal year, named after the calendar year in which it ends.';
COMMENT ON COLUMN hera_internal.fiscal_period.number IS 'Place in the year, from 1.';
COMMENT ON COLUMN hera_internal.fiscal_period.starts_on IS 'First day.';
COMMENT ON COLUMN hera_internal.fiscal_period.ends_on IS 'Last day.';
COMMENT ON COLUMN hera_internal.fiscal_period.adjustment IS 'Whether only documents that name it belong to it; its days belong to another period as well.';

CREATE TABLE hera_internal.period_lock (
    organization_id uuid NOT NULL,
    period text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    adjustment boolean NOT NULL,
    roles text[] NOT NULL,
    reason text NOT NULL,
    locked_at timestamptz NOT NULL,
    locked_by text NOT NULL,
    CONSTRAINT period_lock_pk PRIMARY KEY (organization_id, period),
    CONSTRAINT period_lock_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.period_lock IS 'Soft-locked periods: open for some roles only.';
COMMENT ON COLUMN hera_internal.period_lock.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.period_lock.period IS 'Name of the period.';
COMMENT ON COLUMN hera_internal.period_lock.starts_on IS 'First day.';
COMMENT ON COLUMN hera_internal.period_lock.ends_on IS 'Last day.';
COMMENT ON COLUMN hera_internal.period_lock.adjustment IS 'Whether it is an adjustment period.';
COMMENT ON COLUMN hera_internal.period_lock.roles IS 'Roles that still post in it.';
COMMENT ON COLUMN hera_internal.period_lock.reason IS 'Why it is locked.';
COMMENT ON COLUMN hera_internal.period_lock.locked_at IS 'When it was locked.';
COMMENT ON COLUMN hera_internal.period_lock.locked_by IS 'Actor who locked it.';

ALTER TABLE hera_internal.closed_period
ADD COLUMN fiscal_year integer,
ADD COLUMN number smallint,
ADD COLUMN adjustment boolean NOT NULL DEFAULT false,
ADD COLUMN ordinal integer,
ADD COLUMN checklist jsonb,
ADD COLUMN override_reason text,
ADD COLUMN transfer_id uuid,
ADD COLUMN transfer_created_at timestamptz;
UPDATE hera_internal.closed_period AS c
SET fiscal_year = date_part('year', c.ends_on), number = date_part('month', c.ends_on), ordinal = (
    SELECT count(*) FROM hera_internal.closed_period AS e
    WHERE e.organization_id = c.organization_id AND e.ends_on <= c.ends_on
);
ALTER TABLE hera_internal.closed_period ADD CONSTRAINT closed_period_complete_ck
CHECK (num_nulls(fiscal_year, number, ordinal) = 0) NOT VALID;
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE hera_internal.closed_period VALIDATE CONSTRAINT closed_period_complete_ck;
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX closed_period_ordinal_uq ON hera_internal.closed_period (organization_id, ordinal);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX closed_period_fiscal_year_ix ON hera_internal.closed_period (organization_id, fiscal_year, number);
COMMENT ON COLUMN hera_internal.closed_period.fiscal_year IS 'Fiscal year of the period.';
COMMENT ON COLUMN hera_internal.closed_period.number IS 'Place in the year; 99 is the transfer to retained earnings.';
COMMENT ON COLUMN hera_internal.closed_period.adjustment IS 'Whether only documents that name the period belong to it.';
COMMENT ON COLUMN hera_internal.closed_period.ordinal IS 'Order of closing in the organization; the highest is reopened first.';
COMMENT ON COLUMN hera_internal.closed_period.checklist IS 'What was checked before it was closed, with what was found.';
COMMENT ON COLUMN hera_internal.closed_period.override_reason IS 'Why it was closed although a check refused.';
COMMENT ON COLUMN hera_internal.closed_period.transfer_id IS 'Document that moved the result to retained earnings, of a closed year.';
COMMENT ON COLUMN hera_internal.closed_period.transfer_created_at IS 'created_at of that document.';

ALTER TABLE hera_internal.ledger_account ADD COLUMN frozen_through date;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX ledger_account_frozen_ix ON hera_internal.ledger_account (organization_id, frozen_through)
WHERE frozen_through IS NOT NULL;
COMMENT ON COLUMN hera_internal.ledger_account.frozen_through IS 'Last day on which the account takes no lines; NULL when it is not frozen.';

ALTER TABLE hera.universal_transactions ADD COLUMN period text;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX universal_transactions_period_ix ON hera.universal_transactions (organization_id, period)
WHERE period IS NOT NULL;
COMMENT ON COLUMN hera.universal_transactions.period IS 'Adjustment period it was put in by name; NULL for the period of its date.';

CREATE TABLE hera_internal.opening_balance (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    transaction_created_at timestamptz NOT NULL,
    opens_on date NOT NULL,
    CONSTRAINT opening_balance_pk PRIMARY KEY (organization_id, transaction_id)
);
COMMENT ON TABLE hera_internal.opening_balance IS 'Documents that brought in the balances of running books.';
COMMENT ON COLUMN hera_internal.opening_balance.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.opening_balance.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.opening_balance.transaction_created_at IS 'created_at of the document.';
COMMENT ON COLUMN hera_internal.opening_balance.opens_on IS 'Day of the balances.';
