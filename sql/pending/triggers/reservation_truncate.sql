CREATE TRIGGER reservation_truncate
BEFORE TRUNCATE ON hera_internal.reservation
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.reservation ENABLE ALWAYS TRIGGER reservation_truncate;
COMMENT ON TRIGGER reservation_truncate ON hera_internal.reservation IS 'Refuses TRUNCATE.';
