CREATE TRIGGER reversal_truncate
BEFORE TRUNCATE ON hera_internal.reversal
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.reversal ENABLE ALWAYS TRIGGER reversal_truncate;
COMMENT ON TRIGGER reversal_truncate ON hera_internal.reversal IS 'Refuses TRUNCATE.';
