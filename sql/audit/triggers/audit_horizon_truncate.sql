CREATE TRIGGER audit_horizon_truncate
BEFORE TRUNCATE ON hera_internal.audit_horizon
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.audit_horizon ENABLE ALWAYS TRIGGER audit_horizon_truncate;
COMMENT ON TRIGGER audit_horizon_truncate ON hera_internal.audit_horizon IS 'Refuses TRUNCATE.';
