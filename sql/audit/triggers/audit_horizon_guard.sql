CREATE TRIGGER audit_horizon_guard
BEFORE UPDATE OR DELETE ON hera_internal.audit_horizon
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.audit_horizon ENABLE ALWAYS TRIGGER audit_horizon_guard;
COMMENT ON TRIGGER audit_horizon_guard ON hera_internal.audit_horizon IS 'A row of audit_horizon never changes.';
