SELECT 1 / count(*) FROM pg_catalog.pg_class AS c
WHERE c.oid = to_regclass('hera_internal.idempotency_key_created_at_ix');
