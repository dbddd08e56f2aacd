CREATE TABLE hera.core_entities (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    entity_type text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    status text NOT NULL DEFAULT 'active',
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    CONSTRAINT core_entities_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT core_entities_entity_type_code_uq UNIQUE (organization_id, entity_type, code),
    CONSTRAINT core_entities_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT core_entities_entity_type_ck CHECK (entity_type ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT core_entities_code_ck CHECK (length(code) BETWEEN 1 AND 200),
    CONSTRAINT core_entities_name_ck CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT core_entities_status_ck CHECK (status IN ('active', 'archived'))
);
COMMENT ON TABLE hera.core_entities IS 'Everything an organization knows by name: counterparties, products, ledger accounts, anything.';
COMMENT ON COLUMN hera.core_entities.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.core_entities.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera.core_entities.entity_type IS 'What it is: account, counterparty, product, or a type of the organization''s own.';
COMMENT ON COLUMN hera.core_entities.code IS 'Code, unique in its type.';
COMMENT ON COLUMN hera.core_entities.name IS 'Name for people.';
COMMENT ON COLUMN hera.core_entities.status IS 'active or archived.';
COMMENT ON COLUMN hera.core_entities.metadata IS 'Anything the application wants to keep with it.';
COMMENT ON COLUMN hera.core_entities.created_at IS 'Time of the id, to the millisecond.';
