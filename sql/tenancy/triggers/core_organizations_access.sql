CREATE TRIGGER core_organizations_access
AFTER UPDATE ON hera.core_organizations
FOR EACH ROW
WHEN (
    old.limit_register IS DISTINCT FROM new.limit_register OR old.limit_requests IS DISTINCT FROM new.limit_requests
    OR old.limit_interval IS DISTINCT FROM new.limit_interval OR old.limit_tolerance IS DISTINCT FROM new.limit_tolerance
    OR old.has_rate_limits IS DISTINCT FROM new.has_rate_limits
)
EXECUTE FUNCTION hera_internal.follow_limit();
ALTER TABLE hera.core_organizations ENABLE ALWAYS TRIGGER core_organizations_access;
COMMENT ON TRIGGER core_organizations_access ON hera.core_organizations IS 'Rows of logins follow the plain limit of their organization.';
