CREATE TRIGGER settlement_truncate
BEFORE TRUNCATE ON hera_internal.settlement
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.settlement ENABLE ALWAYS TRIGGER settlement_truncate;
COMMENT ON TRIGGER settlement_truncate ON hera_internal.settlement IS 'Refuses TRUNCATE.';
