CREATE TRIGGER universal_transactions_number
AFTER INSERT OR UPDATE ON hera.universal_transactions
FOR EACH ROW
WHEN (new.number_series IS NOT NULL AND new.line_count > 0)
EXECUTE FUNCTION hera_internal.request_document_number();
ALTER TABLE hera.universal_transactions ENABLE ALWAYS TRIGGER universal_transactions_number;
COMMENT ON TRIGGER universal_transactions_number ON hera.universal_transactions IS 'A posted document of a series asks for its number.';
