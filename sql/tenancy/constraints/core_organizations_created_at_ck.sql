ALTER TABLE hera.core_organizations
ADD CONSTRAINT core_organizations_created_at_ck CHECK (created_at = hera_internal.uuid_time(organization_id));
