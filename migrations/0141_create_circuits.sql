CREATE TABLE hera_internal.circuit (
    organization_id uuid NOT NULL,
    name text NOT NULL,
    register integer NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT circuit_pk PRIMARY KEY (organization_id, name),
    CONSTRAINT circuit_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT circuit_name_ck CHECK (name ~ '^[a-z][a-z0-9_.-]{0,62}$')
);
COMMENT ON TABLE hera_internal.circuit IS 'Circuit breakers of an organization; their state is in registers, which no rollback undoes.';
COMMENT ON COLUMN hera_internal.circuit.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.circuit.name IS 'What it protects; classification is HERA''s own.';
COMMENT ON COLUMN hera_internal.circuit.register IS 'Number of the register that holds its state.';
COMMENT ON COLUMN hera_internal.circuit.created_at IS 'When it was made.';
COMMENT ON COLUMN hera_internal.circuit.created_by IS 'Actor or login that made it.';
