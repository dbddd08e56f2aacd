CREATE TRIGGER audit_leaf_truncate
BEFORE TRUNCATE ON hera_internal.audit_leaf
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.audit_leaf ENABLE ALWAYS TRIGGER audit_leaf_truncate;
COMMENT ON TRIGGER audit_leaf_truncate ON hera_internal.audit_leaf IS 'Refuses TRUNCATE.';
