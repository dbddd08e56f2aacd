CREATE TRIGGER organization_template_guard
BEFORE UPDATE OF organization_id, smart_code, id, process, version, name, default_role, lines, program, created_at, created_by
OR DELETE ON hera_internal.organization_template
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.organization_template ENABLE ALWAYS TRIGGER organization_template_guard;
COMMENT ON TRIGGER organization_template_guard ON hera_internal.organization_template IS 'A version never changes; it can be retired.';
