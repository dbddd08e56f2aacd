SELECT organization_id, transaction_id FROM hera_internal.uncertified_document WHERE false;

SELECT organization_id, number, certified_at, certified_by, documents, balances
FROM hera_internal.books_certificate WHERE false;
