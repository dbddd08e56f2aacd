CREATE TRIGGER audit_seal_guard
BEFORE UPDATE OR DELETE ON hera_internal.audit_seal
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.audit_seal ENABLE ALWAYS TRIGGER audit_seal_guard;
COMMENT ON TRIGGER audit_seal_guard ON hera_internal.audit_seal IS 'A row of audit_seal never changes.';
