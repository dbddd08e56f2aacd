CREATE TRIGGER role_permission_access
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON hera_internal.role_permission
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.follow_permissions();
ALTER TABLE hera_internal.role_permission ENABLE ALWAYS TRIGGER role_permission_access;
COMMENT ON TRIGGER role_permission_access ON hera_internal.role_permission IS 'Rows of logins follow what roles permit.';
