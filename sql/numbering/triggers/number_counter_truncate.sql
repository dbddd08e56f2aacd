CREATE TRIGGER number_counter_truncate
BEFORE TRUNCATE ON hera_internal.number_counter
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.number_counter ENABLE ALWAYS TRIGGER number_counter_truncate;
COMMENT ON TRIGGER number_counter_truncate ON hera_internal.number_counter IS 'Refuses TRUNCATE.';
