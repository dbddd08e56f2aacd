CREATE TRIGGER reservation_guard
BEFORE UPDATE OR DELETE ON hera_internal.reservation
FOR EACH ROW
EXECUTE FUNCTION hera_internal.guard_reservation();
ALTER TABLE hera_internal.reservation ENABLE ALWAYS TRIGGER reservation_guard;
COMMENT ON TRIGGER reservation_guard ON hera_internal.reservation IS 'A reservation goes with its document, or when it has expired.';
