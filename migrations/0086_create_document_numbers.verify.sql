SELECT number_series FROM hera.core_organizations WHERE false;

SELECT number_series FROM hera.universal_transactions WHERE false;

SELECT organization_id, series, transaction_types, credit_notes, format, changed_at, changed_by
FROM hera_internal.number_series WHERE false;

SELECT organization_id, series, fiscal_year, last_number FROM hera_internal.number_counter WHERE false;

SELECT organization_id, transaction_id, transaction_created_at, series, fiscal_year, waits_in, number, document_number
FROM hera_internal.document_number WHERE false;
