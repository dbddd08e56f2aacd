CREATE TRIGGER relationship_type_guard
BEFORE UPDATE ON hera_internal.relationship_type
FOR EACH ROW EXECUTE FUNCTION hera_internal.guard_relationship_type();
ALTER TABLE hera_internal.relationship_type ENABLE ALWAYS TRIGGER relationship_type_guard;
COMMENT ON TRIGGER relationship_type_guard ON hera_internal.relationship_type IS
'A type with relationships does not become stricter.';
