ALTER TABLE hera.universal_transactions
ADD CONSTRAINT universal_transactions_created_at_ck CHECK (created_at = hera_internal.uuid_time(id));
