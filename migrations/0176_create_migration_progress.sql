CREATE TABLE hera_internal.migration_progress (
    version integer NOT NULL,
    steps_done integer NOT NULL,
    rows_done bigint NOT NULL,
    started_at timestamptz NOT NULL,
    started_by name NOT NULL,
    storage jsonb NOT NULL,
    CONSTRAINT migration_progress_pk PRIMARY KEY (version),
    CONSTRAINT migration_progress_done_ck CHECK (steps_done >= 0 AND rows_done >= 0)
);
COMMENT ON TABLE hera_internal.migration_progress IS
'Migrations outside a transaction that have begun and have not ended: where hera migrate goes on.';
COMMENT ON COLUMN hera_internal.migration_progress.version IS 'Number of the migration.';
COMMENT ON COLUMN hera_internal.migration_progress.steps_done IS 'Statements of it that are done.';
COMMENT ON COLUMN hera_internal.migration_progress.rows_done IS 'Rows that its batches have changed so far.';
COMMENT ON COLUMN hera_internal.migration_progress.started_at IS 'When it began.';
COMMENT ON COLUMN hera_internal.migration_progress.started_by IS 'Login that began it.';
COMMENT ON COLUMN hera_internal.migration_progress.storage IS 'What the catalog held before it, to record what it makes.';
