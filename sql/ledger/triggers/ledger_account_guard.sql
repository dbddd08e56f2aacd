CREATE TRIGGER ledger_account_guard
BEFORE UPDATE OF organization_id, id, code OR DELETE ON hera_internal.ledger_account
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.ledger_account ENABLE ALWAYS TRIGGER ledger_account_guard;
COMMENT ON TRIGGER ledger_account_guard ON hera_internal.ledger_account IS 'An account keeps its identity and code and is never deleted, because ledger lines and audit leaves name it.';
