ALTER TABLE hera_internal.transaction_text
ADD CONSTRAINT transaction_text_created_at_ck CHECK (created_at = hera_internal.uuid_time(transaction_id));
