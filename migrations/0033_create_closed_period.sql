CREATE TABLE hera_internal.closed_period (
    organization_id uuid NOT NULL,
    period text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    closed_at timestamptz NOT NULL,
    closed_by text NOT NULL,
    balances jsonb NOT NULL,
    CONSTRAINT closed_period_pk PRIMARY KEY (organization_id, period),
    CONSTRAINT closed_period_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT closed_period_ends_on_ck CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE hera_internal.closed_period IS 'Periods that are closed, with the balances they were closed with.';
COMMENT ON COLUMN hera_internal.closed_period.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.closed_period.period IS 'Name of the period, such as 2026-11.';
COMMENT ON COLUMN hera_internal.closed_period.starts_on IS 'First day.';
COMMENT ON COLUMN hera_internal.closed_period.ends_on IS 'Last day.';
COMMENT ON COLUMN hera_internal.closed_period.closed_at IS 'When it was closed.';
COMMENT ON COLUMN hera_internal.closed_period.closed_by IS 'Actor who closed it.';
COMMENT ON COLUMN hera_internal.closed_period.balances IS 'Balance of each account and currency up to the last day: debit less credit.';
