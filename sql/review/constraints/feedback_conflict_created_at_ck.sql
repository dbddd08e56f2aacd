ALTER TABLE hera_internal.feedback_conflict
ADD CONSTRAINT feedback_conflict_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
