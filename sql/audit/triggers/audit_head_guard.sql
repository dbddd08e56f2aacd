CREATE TRIGGER audit_head_guard
BEFORE UPDATE OR DELETE ON hera_internal.audit_head
FOR EACH ROW
EXECUTE FUNCTION hera_internal.guard_head();
ALTER TABLE hera_internal.audit_head ENABLE ALWAYS TRIGGER audit_head_guard;
COMMENT ON TRIGGER audit_head_guard ON hera_internal.audit_head IS 'The sealed trail only grows.';
