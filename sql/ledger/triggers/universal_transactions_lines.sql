CREATE CONSTRAINT TRIGGER universal_transactions_lines
AFTER INSERT OR UPDATE ON hera.universal_transactions
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
WHEN (new.line_count > 0)
EXECUTE FUNCTION hera_internal.check_transaction_lines();
ALTER TABLE hera.universal_transactions ENABLE ALWAYS TRIGGER universal_transactions_lines;
COMMENT ON TRIGGER universal_transactions_lines ON hera.universal_transactions IS 'A posted document has all its lines and balances, checked at COMMIT.';
