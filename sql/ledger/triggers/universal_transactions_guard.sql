CREATE TRIGGER universal_transactions_guard
BEFORE UPDATE OR DELETE ON hera.universal_transactions
FOR EACH ROW
EXECUTE FUNCTION hera_internal.guard_transaction();
ALTER TABLE hera.universal_transactions ENABLE ALWAYS TRIGGER universal_transactions_guard;
COMMENT ON TRIGGER universal_transactions_guard ON hera.universal_transactions IS 'Refuses changes of posted documents and status changes outside the transition table.';
