-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idempotency_key_created_at_ix ON hera_internal.idempotency_key (created_at);
