CREATE TRIGGER number_counter_guard
BEFORE UPDATE OR DELETE ON hera_internal.number_counter
FOR EACH ROW
EXECUTE FUNCTION hera_internal.guard_number_counter();
ALTER TABLE hera_internal.number_counter ENABLE ALWAYS TRIGGER number_counter_guard;
COMMENT ON TRIGGER number_counter_guard ON hera_internal.number_counter IS 'Numbers that were given stay.';
