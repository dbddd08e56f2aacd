CREATE TRIGGER ledger_account_truncate
BEFORE TRUNCATE ON hera_internal.ledger_account
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.ledger_account ENABLE ALWAYS TRIGGER ledger_account_truncate;
COMMENT ON TRIGGER ledger_account_truncate ON hera_internal.ledger_account IS 'Refuses TRUNCATE.';
