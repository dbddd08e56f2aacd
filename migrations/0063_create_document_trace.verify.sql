SELECT organization_id, written_by, transaction_id, effect, transaction_date, counterparty_id, print, reference_print
FROM hera_internal.document_trace WHERE false;

SELECT 1 / (count(*) - 2) FROM pg_catalog.pg_index
WHERE indrelid = 'hera_internal.document_trace'::regclass AND indisvalid;
