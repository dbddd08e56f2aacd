CREATE TRIGGER reservation_note
AFTER INSERT ON hera_internal.reservation
FOR EACH ROW
EXECUTE FUNCTION hera_internal.note_reservation();
ALTER TABLE hera_internal.reservation ENABLE ALWAYS TRIGGER reservation_note;
COMMENT ON TRIGGER reservation_note ON hera_internal.reservation IS 'A reservation on a limited account is checked before COMMIT.';
