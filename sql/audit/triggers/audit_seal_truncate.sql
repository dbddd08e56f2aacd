CREATE TRIGGER audit_seal_truncate
BEFORE TRUNCATE ON hera_internal.audit_seal
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.audit_seal ENABLE ALWAYS TRIGGER audit_seal_truncate;
COMMENT ON TRIGGER audit_seal_truncate ON hera_internal.audit_seal IS 'Refuses TRUNCATE.';
