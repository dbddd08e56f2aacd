CREATE TABLE hera_internal.feature (
    name text NOT NULL,
    description text NOT NULL,
    percentage smallint NOT NULL,
    enabled boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT feature_pk PRIMARY KEY (name),
    CONSTRAINT feature_name_ck CHECK (name ~ '^[a-z][a-z0-9_.-]{0,62}$'),
    CONSTRAINT feature_percentage_ck CHECK (percentage >= 0 AND percentage <= 100)
);
COMMENT ON TABLE hera_internal.feature IS 'Features that are given to a share of the organizations.';
COMMENT ON COLUMN hera_internal.feature.name IS 'Name.';
COMMENT ON COLUMN hera_internal.feature.description IS 'What it changes.';
COMMENT ON COLUMN hera_internal.feature.percentage IS 'Share of the organizations that have it, in percent.';
COMMENT ON COLUMN hera_internal.feature.enabled IS 'False takes it from everybody at once, whatever else is said.';
COMMENT ON COLUMN hera_internal.feature.changed_at IS 'When it was changed.';
COMMENT ON COLUMN hera_internal.feature.changed_by IS 'Login that changed it.';

CREATE TABLE hera_internal.feature_override (
    organization_id uuid NOT NULL,
    feature text NOT NULL,
    enabled boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT feature_override_pk PRIMARY KEY (organization_id, feature),
    CONSTRAINT feature_override_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.feature_override IS 'Organizations that have a feature, or have it not, whatever its share is.';
COMMENT ON COLUMN hera_internal.feature_override.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.feature_override.feature IS 'Feature.';
COMMENT ON COLUMN hera_internal.feature_override.enabled IS 'Whether it has it.';
COMMENT ON COLUMN hera_internal.feature_override.changed_at IS 'When it was said.';
COMMENT ON COLUMN hera_internal.feature_override.changed_by IS 'Login that said so.';
