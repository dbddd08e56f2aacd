ALTER TABLE hera_internal.discovered_pattern
ADD CONSTRAINT discovered_pattern_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
