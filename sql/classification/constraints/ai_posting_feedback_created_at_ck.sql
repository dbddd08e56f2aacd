ALTER TABLE hera.ai_posting_feedback
ADD CONSTRAINT ai_posting_feedback_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
