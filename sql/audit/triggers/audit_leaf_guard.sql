CREATE TRIGGER audit_leaf_guard
BEFORE UPDATE OR DELETE ON hera_internal.audit_leaf
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.audit_leaf ENABLE ALWAYS TRIGGER audit_leaf_guard;
COMMENT ON TRIGGER audit_leaf_guard ON hera_internal.audit_leaf IS 'A leaf never changes.';
