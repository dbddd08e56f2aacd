SELECT tax_set, code, name, kind, valid_from, rate FROM hera_internal.packaged_tax_rate WHERE false;

SELECT organization_id, code, name, kind, input_account_id, output_account_id, changed_at, changed_by
FROM hera_internal.tax_code WHERE false;

SELECT organization_id, code, valid_from, rate, input_account_id, output_account_id, changed_at, changed_by
FROM hera_internal.tax_rate WHERE false;

SELECT tax_rate, tax_part FROM hera.universal_transaction_lines WHERE false;

SELECT 1 / count(*) FROM pg_catalog.pg_index
WHERE indexrelid = 'hera.universal_transaction_lines_tax_ix'::pg_catalog.regclass;
