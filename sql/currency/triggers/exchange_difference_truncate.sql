CREATE TRIGGER exchange_difference_truncate
BEFORE TRUNCATE ON hera_internal.exchange_difference
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.exchange_difference ENABLE ALWAYS TRIGGER exchange_difference_truncate;
COMMENT ON TRIGGER exchange_difference_truncate ON hera_internal.exchange_difference IS 'Refuses TRUNCATE.';
