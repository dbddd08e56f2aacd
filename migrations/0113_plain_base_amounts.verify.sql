SELECT 1 / (count(*) = 1)::integer FROM pg_catalog.pg_attribute
WHERE attrelid = 'hera.universal_transaction_lines'::regclass AND attname = 'base_amount' AND attnotnull
    AND atttypid = 'pg_catalog.numeric'::regtype;
