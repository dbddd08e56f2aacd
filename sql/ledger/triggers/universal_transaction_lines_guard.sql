CREATE TRIGGER universal_transaction_lines_guard
BEFORE UPDATE OR DELETE ON hera.universal_transaction_lines
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera.universal_transaction_lines ENABLE ALWAYS TRIGGER universal_transaction_lines_guard;
COMMENT ON TRIGGER universal_transaction_lines_guard ON hera.universal_transaction_lines IS 'A line never changes.';
