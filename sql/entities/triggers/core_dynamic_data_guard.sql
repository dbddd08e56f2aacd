CREATE TRIGGER core_dynamic_data_guard
BEFORE INSERT OR UPDATE ON hera.core_dynamic_data
FOR EACH ROW EXECUTE FUNCTION hera_internal.guard_dynamic_data();
ALTER TABLE hera.core_dynamic_data ENABLE ALWAYS TRIGGER core_dynamic_data_guard;
COMMENT ON TRIGGER core_dynamic_data_guard ON hera.core_dynamic_data IS
'Every value satisfies the definition of its field.';
