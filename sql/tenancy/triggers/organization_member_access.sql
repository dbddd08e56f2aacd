CREATE TRIGGER organization_member_access
AFTER INSERT OR UPDATE OR DELETE ON hera_internal.organization_member
FOR EACH ROW
EXECUTE FUNCTION hera_internal.follow_member();
ALTER TABLE hera_internal.organization_member ENABLE ALWAYS TRIGGER organization_member_access;
COMMENT ON TRIGGER organization_member_access ON hera_internal.organization_member IS 'Rows of logins follow the role of their actor.';
