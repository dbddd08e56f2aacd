CREATE TRIGGER field_definition_guard
BEFORE UPDATE OR DELETE ON hera_internal.field_definition
FOR EACH ROW EXECUTE FUNCTION hera_internal.guard_field_definition();
ALTER TABLE hera_internal.field_definition ENABLE ALWAYS TRIGGER field_definition_guard;
COMMENT ON TRIGGER field_definition_guard ON hera_internal.field_definition IS
'A field with values keeps its type.';
