ALTER TABLE hera_internal.organization_template
ADD CONSTRAINT organization_template_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
