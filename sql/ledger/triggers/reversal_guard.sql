CREATE TRIGGER reversal_guard
BEFORE UPDATE OR DELETE ON hera_internal.reversal
FOR EACH ROW
EXECUTE FUNCTION hera_internal.guard_reversal();
ALTER TABLE hera_internal.reversal ENABLE ALWAYS TRIGGER reversal_guard;
COMMENT ON TRIGGER reversal_guard ON hera_internal.reversal IS 'A reversal never changes; only its reason can be erased.';
