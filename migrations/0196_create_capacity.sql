CREATE TABLE hera_internal.capacity_sample (
    sampled_at timestamptz NOT NULL,
    database_bytes bigint NOT NULL,
    documents bigint NOT NULL,
    connections integer NOT NULL,
    connection_limit integer NOT NULL,
    waiting bigint NOT NULL,
    wal_bytes numeric,
    CONSTRAINT capacity_sample_pk PRIMARY KEY (sampled_at)
);
COMMENT ON TABLE hera_internal.capacity_sample IS 'How large the database was and how much was in use, once an hour.';
COMMENT ON COLUMN hera_internal.capacity_sample.sampled_at IS 'When.';
COMMENT ON COLUMN hera_internal.capacity_sample.database_bytes IS 'Bytes of the database.';
COMMENT ON COLUMN hera_internal.capacity_sample.documents IS 'Documents stored, as the planner estimates them.';
COMMENT ON COLUMN hera_internal.capacity_sample.connections IS 'Client connections in use.';
COMMENT ON COLUMN hera_internal.capacity_sample.connection_limit IS 'Client connections there may be.';
COMMENT ON COLUMN hera_internal.capacity_sample.waiting IS 'Documents that wait for a person.';
COMMENT ON COLUMN hera_internal.capacity_sample.wal_bytes IS 'Bytes of write-ahead log since the statistics of the server began.';

CREATE TABLE hera_internal.capacity_threshold (
    name text NOT NULL,
    ordinal smallint NOT NULL,
    unit text NOT NULL,
    warning_at numeric NOT NULL,
    critical_at numeric NOT NULL,
    own_warning_at numeric,
    own_critical_at numeric,
    description text NOT NULL,
    CONSTRAINT capacity_threshold_pk PRIMARY KEY (name)
);
COMMENT ON TABLE hera_internal.capacity_threshold IS 'From where on something is short; the rows are data bindings, an operator''s own values beside them.';
COMMENT ON COLUMN hera_internal.capacity_threshold.name IS 'What is measured.';
COMMENT ON COLUMN hera_internal.capacity_threshold.ordinal IS 'Place in reports.';
COMMENT ON COLUMN hera_internal.capacity_threshold.unit IS 'Unit of the values.';
COMMENT ON COLUMN hera_internal.capacity_threshold.warning_at IS 'A warning from here on; where it lies above critical_at, from here down.';
COMMENT ON COLUMN hera_internal.capacity_threshold.critical_at IS 'Critical from here on.';
COMMENT ON COLUMN hera_internal.capacity_threshold.own_warning_at IS 'Warning of this installation.';
COMMENT ON COLUMN hera_internal.capacity_threshold.own_critical_at IS 'Critical value of this installation.';
COMMENT ON COLUMN hera_internal.capacity_threshold.description IS 'What it says.';

CREATE TABLE hera_internal.organization_usage (
    organization_id uuid NOT NULL,
    month date NOT NULL,
    documents bigint NOT NULL,
    lines bigint NOT NULL,
    counted_at timestamptz NOT NULL,
    CONSTRAINT organization_usage_pk PRIMARY KEY (organization_id, month),
    CONSTRAINT organization_usage_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.organization_usage IS 'What an organization stored in a month.';
COMMENT ON COLUMN hera_internal.organization_usage.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.organization_usage.month IS 'First day of the month, by UTC.';
COMMENT ON COLUMN hera_internal.organization_usage.documents IS 'Documents.';
COMMENT ON COLUMN hera_internal.organization_usage.lines IS 'Posted lines.';
COMMENT ON COLUMN hera_internal.organization_usage.counted_at IS 'When they were counted.';

CREATE TABLE hera_internal.capacity_reservation (
    organization_id uuid NOT NULL,
    starts_on date NOT NULL,
    documents_per_month bigint NOT NULL,
    ends_on date,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT capacity_reservation_pk PRIMARY KEY (organization_id, starts_on),
    CONSTRAINT capacity_reservation_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT capacity_reservation_documents_ck CHECK (documents_per_month > 0),
    CONSTRAINT capacity_reservation_ends_ck CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE hera_internal.capacity_reservation IS 'Capacity that an organization was promised.';
COMMENT ON COLUMN hera_internal.capacity_reservation.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.capacity_reservation.starts_on IS 'From when.';
COMMENT ON COLUMN hera_internal.capacity_reservation.documents_per_month IS 'Documents a month.';
COMMENT ON COLUMN hera_internal.capacity_reservation.ends_on IS 'Last day; NULL for no end.';
COMMENT ON COLUMN hera_internal.capacity_reservation.changed_at IS 'When it was promised.';
COMMENT ON COLUMN hera_internal.capacity_reservation.changed_by IS 'Login that did.';
