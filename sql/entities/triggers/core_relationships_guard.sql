CREATE TRIGGER core_relationships_guard
AFTER INSERT OR UPDATE ON hera.core_relationships
FOR EACH ROW EXECUTE FUNCTION hera_internal.guard_relationship();
ALTER TABLE hera.core_relationships ENABLE ALWAYS TRIGGER core_relationships_guard;
COMMENT ON TRIGGER core_relationships_guard ON hera.core_relationships IS
'Every relationship keeps the rules of its type on every day.';
