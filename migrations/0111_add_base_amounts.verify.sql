SELECT base_amount FROM hera.universal_transaction_lines WHERE false;

SELECT base_debit, base_credit FROM hera_internal.balance_tail WHERE false;

SELECT base_debit, base_credit FROM hera_internal.balance_rollup WHERE false;

SELECT 1 / (count(*) = 1)::integer FROM pg_catalog.pg_attribute
WHERE attrelid = 'hera.universal_transaction_lines'::regclass AND attname = 'base_amount' AND attnotnull;
