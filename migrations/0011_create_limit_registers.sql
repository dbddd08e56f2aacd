CREATE TABLE hera_internal.register (
    number integer NOT NULL,
    organization_id uuid,
    purpose text,
    CONSTRAINT register_pk PRIMARY KEY (number),
    CONSTRAINT register_assigned_ck CHECK ((organization_id IS NULL) = (purpose IS NULL))
);
CREATE UNIQUE INDEX register_organization_id_purpose_uq
ON hera_internal.register (organization_id, purpose) WHERE organization_id IS NOT NULL;
COMMENT ON TABLE hera_internal.register IS 'Pool of registers: unlogged sequences that keep one number each outside transactions.';
COMMENT ON COLUMN hera_internal.register.number IS 'Number of the register; its sequence is hera_internal.register_<number>.';
COMMENT ON COLUMN hera_internal.register.organization_id IS 'Organization it is assigned to; NULL while free.';
COMMENT ON COLUMN hera_internal.register.purpose IS 'What it counts for that organization.';

DO $migration$
BEGIN
    -- Unlogged sequences ignore transactions and cost no WAL; a crash starts them anew, which the limiter allows for.
    FOR i IN 1..256 LOOP
        EXECUTE pg_catalog.format('CREATE UNLOGGED SEQUENCE hera_internal.%I MINVALUE 0 START 0', 'register_' || i);
        INSERT INTO hera_internal.register (number) VALUES (i);
    END LOOP;
END
$migration$;
