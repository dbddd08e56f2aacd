CREATE FUNCTION hera_internal.ensure_migration_tables()
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The two tables that hera.migrate() itself needs before the first migration.
BEGIN
    IF pg_catalog.to_regclass('hera_internal.migration') IS NULL THEN
        CREATE TABLE hera_internal.migration (
            version integer NOT NULL,
            name text NOT NULL,
            body text NOT NULL,
            sha256 text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            applied_by name NOT NULL DEFAULT session_user,
            bundle_version text NOT NULL,
            duration interval NOT NULL,
            CONSTRAINT migration_pk PRIMARY KEY (version)
        );
        COMMENT ON TABLE hera_internal.migration IS 'The migrations that were applied to this database.';
        COMMENT ON COLUMN hera_internal.migration.version IS 'Number of the migration.';
        COMMENT ON COLUMN hera_internal.migration.name IS 'Its name.';
        COMMENT ON COLUMN hera_internal.migration.body IS 'The text that was executed.';
        COMMENT ON COLUMN hera_internal.migration.sha256 IS 'SHA-256 of that text; an applied migration may never change.';
        COMMENT ON COLUMN hera_internal.migration.applied_at IS 'When it was applied.';
        COMMENT ON COLUMN hera_internal.migration.applied_by IS 'The login that applied it.';
        COMMENT ON COLUMN hera_internal.migration.bundle_version IS 'Version of the code that applied it.';
        COMMENT ON COLUMN hera_internal.migration.duration IS 'How long it took.';
    END IF;
    IF pg_catalog.to_regclass('hera_internal.binding') IS NULL THEN
        CREATE TABLE hera_internal.binding (
            kind text NOT NULL,
            relation text NOT NULL,
            name text NOT NULL,
            sha256 text NOT NULL,
            fingerprint text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            CONSTRAINT binding_pk PRIMARY KEY (kind, relation, name)
        );
        COMMENT ON TABLE hera_internal.binding IS
            'Triggers, policies, views, constraints and seed rows as hera.migrate() left them.';
        COMMENT ON COLUMN hera_internal.binding.kind IS 'data, constraint, view, trigger or policy.';
        COMMENT ON COLUMN hera_internal.binding.relation IS 'The table or view it belongs to.';
        COMMENT ON COLUMN hera_internal.binding.name IS 'Name of the object.';
        COMMENT ON COLUMN hera_internal.binding.sha256 IS 'SHA-256 of the definition that made it.';
        COMMENT ON COLUMN hera_internal.binding.fingerprint IS 'MD5 of what the catalog, or the table, held afterwards.';
        COMMENT ON COLUMN hera_internal.binding.applied_at IS 'When it was made or repaired.';
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.ensure_migration_tables() IS 'Makes the tables in which hera.migrate() keeps its record.';
ALTER FUNCTION hera_internal.ensure_migration_tables() OWNER TO hera_owner;
