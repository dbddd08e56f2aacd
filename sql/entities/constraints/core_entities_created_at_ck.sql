ALTER TABLE hera.core_entities
ADD CONSTRAINT core_entities_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
