CREATE TRIGGER universal_transaction_lines_truncate
BEFORE TRUNCATE ON hera.universal_transaction_lines
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera.universal_transaction_lines ENABLE ALWAYS TRIGGER universal_transaction_lines_truncate;
COMMENT ON TRIGGER universal_transaction_lines_truncate ON hera.universal_transaction_lines IS 'Refuses TRUNCATE.';
