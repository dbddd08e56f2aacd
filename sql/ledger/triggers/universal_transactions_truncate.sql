CREATE TRIGGER universal_transactions_truncate
BEFORE TRUNCATE ON hera.universal_transactions
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera.universal_transactions ENABLE ALWAYS TRIGGER universal_transactions_truncate;
COMMENT ON TRIGGER universal_transactions_truncate ON hera.universal_transactions IS 'Refuses TRUNCATE.';
