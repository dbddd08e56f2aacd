ALTER TABLE hera_internal.classification_rule
ADD CONSTRAINT classification_rule_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
