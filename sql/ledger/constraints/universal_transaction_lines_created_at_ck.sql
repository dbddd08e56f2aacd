ALTER TABLE hera.universal_transaction_lines
ADD CONSTRAINT universal_transaction_lines_created_at_ck CHECK (created_at = hera_internal.uuid_time(transaction_id));
