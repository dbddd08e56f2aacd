CREATE TABLE hera_internal.sign_in_failure (
    organization_id uuid NOT NULL,
    subject_organization_id uuid NOT NULL,
    user_id text NOT NULL,
    code text NOT NULL,
    minute timestamptz NOT NULL,
    failures integer NOT NULL,
    CONSTRAINT sign_in_failure_pk PRIMARY KEY (organization_id, minute, subject_organization_id, user_id, code),
    CONSTRAINT sign_in_failure_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT sign_in_failure_failures_ck CHECK (failures > 0)
);
COMMENT ON TABLE hera_internal.sign_in_failure IS 'How often a sign-in failed per user, code and minute; each row has its document in the organization platform.';
COMMENT ON COLUMN hera_internal.sign_in_failure.organization_id IS 'The organization platform.';
COMMENT ON COLUMN hera_internal.sign_in_failure.subject_organization_id IS 'Organization of the actor; zeros for a login.';
COMMENT ON COLUMN hera_internal.sign_in_failure.user_id IS 'Actor where it is known who it was, else the login of the database.';
COMMENT ON COLUMN hera_internal.sign_in_failure.code IS 'Code of the error.';
COMMENT ON COLUMN hera_internal.sign_in_failure.minute IS 'Minute in which it failed.';
COMMENT ON COLUMN hera_internal.sign_in_failure.failures IS 'How often; 31 stands for 31 or more.';

DO $migration$
BEGIN
    -- Unlogged sequences ignore transactions: what failed is known although the caller rolls back. A fixed number, so that
    -- nobody uses them up by inventing names.
    FOR i IN 0..63 LOOP
        EXECUTE pg_catalog.format('CREATE UNLOGGED SEQUENCE hera_internal.%I MINVALUE 0 START 0', 'sign_in_who_' || i);
        EXECUTE pg_catalog.format('CREATE UNLOGGED SEQUENCE hera_internal.%I MINVALUE 0 START 0', 'sign_in_count_' || i);
        EXECUTE pg_catalog.format('CREATE UNLOGGED SEQUENCE hera_internal.%I MINVALUE 0 START 0', 'lock_out_' || i);
    END LOOP;
    CREATE UNLOGGED SEQUENCE hera_internal.sign_in_dropped;
END
$migration$;
