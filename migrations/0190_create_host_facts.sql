CREATE TABLE hera_internal.host_fact (
    name text NOT NULL,
    value numeric NOT NULL,
    reported_at timestamptz NOT NULL,
    reported_by text NOT NULL,
    CONSTRAINT host_fact_pk PRIMARY KEY (name),
    CONSTRAINT host_fact_name_ck CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT host_fact_value_ck CHECK (value > '-Infinity' AND value < 'Infinity')
);
COMMENT ON TABLE hera_internal.host_fact IS 'What only the host knows and hera.report_host told: free space, certificates, backups.';
COMMENT ON COLUMN hera_internal.host_fact.name IS 'Name with its unit, such as disk_free_bytes.';
COMMENT ON COLUMN hera_internal.host_fact.value IS 'Value; a moment is in seconds since 1970.';
COMMENT ON COLUMN hera_internal.host_fact.reported_at IS 'When it was told; what is older than host_fact_minutes is unknown.';
COMMENT ON COLUMN hera_internal.host_fact.reported_by IS 'Login that told it.';
