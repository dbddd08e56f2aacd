SELECT 1 / (count(*) = 0)::integer FROM pg_catalog.pg_constraint
WHERE conrelid = 'hera.universal_transaction_lines'::regclass AND conname = 'universal_transaction_lines_account_id_fk';
