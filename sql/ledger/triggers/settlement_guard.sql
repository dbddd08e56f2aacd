CREATE TRIGGER settlement_guard
BEFORE UPDATE OR DELETE ON hera_internal.settlement
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.settlement ENABLE ALWAYS TRIGGER settlement_guard;
COMMENT ON TRIGGER settlement_guard ON hera_internal.settlement IS 'A settlement never changes.';
