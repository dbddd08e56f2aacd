CREATE TABLE hera_internal.retention_class (
    class text NOT NULL,
    active_months integer NOT NULL,
    archived_months integer NOT NULL,
    description text NOT NULL,
    CONSTRAINT retention_class_pk PRIMARY KEY (class),
    CONSTRAINT retention_class_months_ck CHECK (active_months >= 0 AND archived_months >= 0)
);
COMMENT ON TABLE hera_internal.retention_class IS 'Classes of data that are kept for a time, with the periods that come with HERA.';
COMMENT ON COLUMN hera_internal.retention_class.class IS 'Name of the class.';
COMMENT ON COLUMN hera_internal.retention_class.active_months IS 'Months that it stays in its tables after the month it is of.';
COMMENT ON COLUMN hera_internal.retention_class.archived_months IS 'Months that it is kept in the archive after that.';
COMMENT ON COLUMN hera_internal.retention_class.description IS 'What belongs to it, and why it is kept that long.';

CREATE TABLE hera_internal.retention_policy (
    class text NOT NULL,
    active_months integer NOT NULL,
    archived_months integer NOT NULL,
    reason text NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT retention_policy_pk PRIMARY KEY (class),
    CONSTRAINT retention_policy_class_fk FOREIGN KEY (class) REFERENCES hera_internal.retention_class (class),
    CONSTRAINT retention_policy_months_ck CHECK (active_months >= 0 AND archived_months >= 0)
);
COMMENT ON TABLE hera_internal.retention_policy IS 'Periods that an installation has set in place of those of the class.';
COMMENT ON COLUMN hera_internal.retention_policy.class IS 'Name of the class.';
COMMENT ON COLUMN hera_internal.retention_policy.active_months IS 'Months that it stays in its tables.';
COMMENT ON COLUMN hera_internal.retention_policy.archived_months IS 'Months that it is kept in the archive after that.';
COMMENT ON COLUMN hera_internal.retention_policy.reason IS 'Why.';
COMMENT ON COLUMN hera_internal.retention_policy.changed_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.retention_policy.changed_by IS 'Login that set it.';

CREATE TABLE hera_internal.legal_hold (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    reason text NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    released_at timestamptz,
    released_by text,
    release_reason text,
    CONSTRAINT legal_hold_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT legal_hold_days_ck CHECK (ends_on >= starts_on),
    CONSTRAINT legal_hold_released_ck CHECK (num_nonnulls(released_at, released_by, release_reason) = 0 OR num_nonnulls(released_at, released_by, release_reason) = 3)
);
COMMENT ON TABLE hera_internal.legal_hold IS 'Holds that keep what they name from being archived and deleted, whatever the policy says.';
COMMENT ON COLUMN hera_internal.legal_hold.organization_id IS 'Organization; the one of zeros stands for all of them.';
COMMENT ON COLUMN hera_internal.legal_hold.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera_internal.legal_hold.starts_on IS 'First day that is held.';
COMMENT ON COLUMN hera_internal.legal_hold.ends_on IS 'Last day that is held.';
COMMENT ON COLUMN hera_internal.legal_hold.reason IS 'Why, such as the number of the case.';
COMMENT ON COLUMN hera_internal.legal_hold.set_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.legal_hold.set_by IS 'Login that set it.';
COMMENT ON COLUMN hera_internal.legal_hold.released_at IS 'When it was released; NULL while it holds.';
COMMENT ON COLUMN hera_internal.legal_hold.released_by IS 'Login that released it.';
COMMENT ON COLUMN hera_internal.legal_hold.release_reason IS 'Why it was released.';
