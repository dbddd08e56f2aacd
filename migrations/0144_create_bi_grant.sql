CREATE TABLE hera_internal.bi_grant (
    organization_id uuid NOT NULL,
    login text NOT NULL,
    granted_at timestamptz NOT NULL,
    granted_by text NOT NULL,
    CONSTRAINT bi_grant_pk PRIMARY KEY (organization_id, login),
    CONSTRAINT bi_grant_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
CREATE INDEX bi_grant_login_ix ON hera_internal.bi_grant (login);
COMMENT ON TABLE hera_internal.bi_grant IS 'Organizations that a login for reports reads without naming one.';
COMMENT ON COLUMN hera_internal.bi_grant.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.bi_grant.login IS 'Database role that reads.';
COMMENT ON COLUMN hera_internal.bi_grant.granted_at IS 'When it was granted.';
COMMENT ON COLUMN hera_internal.bi_grant.granted_by IS 'Who granted it.';
