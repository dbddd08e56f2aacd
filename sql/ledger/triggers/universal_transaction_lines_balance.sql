CREATE CONSTRAINT TRIGGER universal_transaction_lines_balance
AFTER INSERT ON hera.universal_transaction_lines
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
EXECUTE FUNCTION hera_internal.check_line_document();
ALTER TABLE hera.universal_transaction_lines ENABLE ALWAYS TRIGGER universal_transaction_lines_balance;
COMMENT ON TRIGGER universal_transaction_lines_balance ON hera.universal_transaction_lines IS 'Every line belongs to a balanced document posted with it, checked at COMMIT.';
