ALTER TABLE hera_internal.audit_leaf
ADD CONSTRAINT audit_leaf_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
