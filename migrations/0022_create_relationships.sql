-- Relationships between entities, each for a span of days, and the rules their types lay down.

CREATE TABLE hera_internal.relationship_type (
    organization_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    acyclic boolean NOT NULL DEFAULT false,
    unique_parent boolean NOT NULL DEFAULT false,
    from_type text,
    to_type text,
    description text,
    revision bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT relationship_type_pkey PRIMARY KEY (organization_id, code),
    CONSTRAINT relationship_type_organization_fkey FOREIGN KEY (organization_id)
        REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT relationship_type_code_check CHECK (code ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT relationship_type_name_check CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT relationship_type_from_type_check CHECK (from_type ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT relationship_type_to_type_check CHECK (to_type ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT relationship_type_description_check CHECK (length(description) <= 1000)
);

COMMENT ON TABLE hera_internal.relationship_type IS
'Kinds of relationship an organization keeps between its entities, and what each kind forbids.';
COMMENT ON COLUMN hera_internal.relationship_type.organization_id IS 'Organization that defined the type.';
COMMENT ON COLUMN hera_internal.relationship_type.code IS 'Code of the type, lower snake case.';
COMMENT ON COLUMN hera_internal.relationship_type.name IS 'Name of the type, for people.';
COMMENT ON COLUMN hera_internal.relationship_type.acyclic IS
'True when, on no day, following relationships may lead back to where they began.';
COMMENT ON COLUMN hera_internal.relationship_type.unique_parent IS
'True when, on any day, at most one relationship may lead to an entity.';
COMMENT ON COLUMN hera_internal.relationship_type.from_type IS 'Entity type of the parent side; NULL for any.';
COMMENT ON COLUMN hera_internal.relationship_type.to_type IS 'Entity type of the child side; NULL for any.';
COMMENT ON COLUMN hera_internal.relationship_type.description IS 'What the type means, for people.';
COMMENT ON COLUMN hera_internal.relationship_type.revision IS
'Raised by every change of a relationship of the type, so that two changes at once meet on this row.';
COMMENT ON COLUMN hera_internal.relationship_type.created_at IS 'When the type was first defined.';

CREATE TABLE hera.core_relationships (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    relationship_type text NOT NULL,
    from_entity_id uuid NOT NULL,
    to_entity_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL,
    CONSTRAINT core_relationships_pkey PRIMARY KEY (organization_id, id),
    CONSTRAINT core_relationships_type_fkey FOREIGN KEY (organization_id, relationship_type)
        REFERENCES hera_internal.relationship_type (organization_id, code),
    CONSTRAINT core_relationships_from_fkey FOREIGN KEY (organization_id, from_entity_id)
        REFERENCES hera.core_entities (organization_id, id),
    CONSTRAINT core_relationships_to_fkey FOREIGN KEY (organization_id, to_entity_id)
        REFERENCES hera.core_entities (organization_id, id),
    CONSTRAINT core_relationships_valid_from_check CHECK (isfinite(valid_from)),
    CONSTRAINT core_relationships_valid_to_check CHECK (isfinite(valid_to) AND valid_to >= valid_from),
    CONSTRAINT core_relationships_metadata_check CHECK (jsonb_typeof(metadata) = 'object')
);

CREATE INDEX core_relationships_from_idx
    ON hera.core_relationships (organization_id, from_entity_id, relationship_type);
CREATE INDEX core_relationships_to_idx
    ON hera.core_relationships (organization_id, to_entity_id, relationship_type);
CREATE INDEX core_relationships_type_idx
    ON hera.core_relationships (organization_id, relationship_type);

COMMENT ON TABLE hera.core_relationships IS
'Directed relationships between entities (parent to child), each from a first day up to, not including, valid_to.';
COMMENT ON COLUMN hera.core_relationships.organization_id IS 'Organization that owns both entities.';
COMMENT ON COLUMN hera.core_relationships.id IS 'UUID version 7 of the relationship.';
COMMENT ON COLUMN hera.core_relationships.relationship_type IS 'Code of the relationship type.';
COMMENT ON COLUMN hera.core_relationships.from_entity_id IS 'Parent side: the whole, the superior, the owner.';
COMMENT ON COLUMN hera.core_relationships.to_entity_id IS 'Child side: the part, the subordinate, the owned.';
COMMENT ON COLUMN hera.core_relationships.valid_from IS 'First day of the relationship.';
COMMENT ON COLUMN hera.core_relationships.valid_to IS
'First day on which it no longer holds; NULL while open; equal to valid_from when it never held.';
COMMENT ON COLUMN hera.core_relationships.metadata IS 'Facts of the relationship itself, such as a quantity.';
COMMENT ON COLUMN hera.core_relationships.created_at IS 'When it was recorded: the time in its id.';
COMMENT ON INDEX hera.core_relationships_from_idx IS 'Children of an entity.';
COMMENT ON INDEX hera.core_relationships_to_idx IS 'Parents of an entity.';
COMMENT ON INDEX hera.core_relationships_type_idx IS 'All relationships of a type.';
