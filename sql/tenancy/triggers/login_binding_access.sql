CREATE TRIGGER login_binding_access
BEFORE INSERT OR UPDATE ON hera_internal.login_binding
FOR EACH ROW
EXECUTE FUNCTION hera_internal.derive_access();
ALTER TABLE hera_internal.login_binding ENABLE ALWAYS TRIGGER login_binding_access;
COMMENT ON TRIGGER login_binding_access ON hera_internal.login_binding IS 'The row of a login says what its actor may.';
