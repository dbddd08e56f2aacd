CREATE TRIGGER audit_head_truncate
BEFORE TRUNCATE ON hera_internal.audit_head
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.audit_head ENABLE ALWAYS TRIGGER audit_head_truncate;
COMMENT ON TRIGGER audit_head_truncate ON hera_internal.audit_head IS 'Refuses TRUNCATE.';
