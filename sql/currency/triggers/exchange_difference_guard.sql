CREATE TRIGGER exchange_difference_guard
BEFORE UPDATE OR DELETE ON hera_internal.exchange_difference
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.exchange_difference ENABLE ALWAYS TRIGGER exchange_difference_guard;
COMMENT ON TRIGGER exchange_difference_guard ON hera_internal.exchange_difference IS 'An exchange difference never changes.';
