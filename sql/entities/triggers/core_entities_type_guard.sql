CREATE TRIGGER core_entities_type_guard
BEFORE UPDATE ON hera.core_entities
FOR EACH ROW EXECUTE FUNCTION hera_internal.guard_entity_type();
ALTER TABLE hera.core_entities ENABLE ALWAYS TRIGGER core_entities_type_guard;
COMMENT ON TRIGGER core_entities_type_guard ON hera.core_entities IS
'An entity keeps its type.';
