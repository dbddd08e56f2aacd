ALTER TABLE hera.ai_transaction_patterns
ADD CONSTRAINT ai_transaction_patterns_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
