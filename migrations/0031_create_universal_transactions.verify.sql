SELECT 1 / (count(*) = 3)::integer FROM pg_catalog.pg_partitioned_table
WHERE partrelid IN (
    'hera.universal_transactions'::regclass,
    'hera.universal_transaction_lines'::regclass,
    'hera_internal.transaction_text'::regclass
);

SELECT 1 / count(*) FROM pg_catalog.pg_constraint
WHERE conrelid = 'hera.universal_transactions'::regclass
AND conname = 'universal_transactions_line_count_uq';

SELECT relation, grain, ordinal, belongs_to FROM hera_internal.partitioned_table WHERE false;
