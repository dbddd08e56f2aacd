CREATE TABLE hera_internal.backup_record (
    name text NOT NULL,
    method text NOT NULL,
    taken_at timestamptz NOT NULL,
    location text NOT NULL,
    bytes bigint NOT NULL,
    sums text,
    recorded_by text NOT NULL,
    verified_at timestamptz,
    ok boolean,
    recovery_point_seconds numeric,
    recovery_time_seconds numeric,
    findings jsonb,
    CONSTRAINT backup_record_pk PRIMARY KEY (name),
    CONSTRAINT backup_record_method_ck CHECK (method IN ('pg_dump', 'pgbackrest')),
    CONSTRAINT backup_record_verified_ck CHECK ((verified_at IS NULL) = (ok IS NULL))
);
CREATE INDEX backup_record_taken_at_ix ON hera_internal.backup_record (taken_at);
COMMENT ON TABLE hera_internal.backup_record IS 'Backups that hera backup made, and what became of their proof.';
COMMENT ON COLUMN hera_internal.backup_record.name IS 'Name: the moment it was begun, or the label of pgBackRest.';
COMMENT ON COLUMN hera_internal.backup_record.method IS 'pg_dump or pgbackrest.';
COMMENT ON COLUMN hera_internal.backup_record.taken_at IS 'The moment whose books it holds.';
COMMENT ON COLUMN hera_internal.backup_record.location IS 'Machine and directory, or stanza.';
COMMENT ON COLUMN hera_internal.backup_record.bytes IS 'Bytes of its files.';
COMMENT ON COLUMN hera_internal.backup_record.sums IS 'SHA-256 of the list of its sums, kept here so that nobody changes both.';
COMMENT ON COLUMN hera_internal.backup_record.recorded_by IS 'Login that made it.';
COMMENT ON COLUMN hera_internal.backup_record.verified_at IS 'When it was restored and checked last.';
COMMENT ON COLUMN hera_internal.backup_record.ok IS 'Whether all was well then.';
COMMENT ON COLUMN hera_internal.backup_record.recovery_point_seconds IS 'Age of the books then: what a loss at that moment would have cost.';
COMMENT ON COLUMN hera_internal.backup_record.recovery_time_seconds IS 'Seconds that the restore took.';
COMMENT ON COLUMN hera_internal.backup_record.findings IS 'What was not well.';
