CREATE TRIGGER universal_transactions_resolve
AFTER UPDATE ON hera.universal_transactions
FOR EACH ROW
WHEN (old.posting_status = 'pending')
EXECUTE FUNCTION hera_internal.resolve_pending();
ALTER TABLE hera.universal_transactions ENABLE ALWAYS TRIGGER universal_transactions_resolve;
COMMENT ON TRIGGER universal_transactions_resolve ON hera.universal_transactions IS 'A document that leaves pending releases what it reserved.';
