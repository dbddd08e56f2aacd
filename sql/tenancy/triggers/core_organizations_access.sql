CREATE TRIGGER core_organizations_access
AFTER UPDATE ON hera.core_organizations
FOR EACH ROW
WHEN (
    (old.limit_register, old.limit_requests, old.limit_interval, old.limit_tolerance, old.has_rate_limits)
    IS DISTINCT FROM
    (new.limit_register, new.limit_requests, new.limit_interval, new.limit_tolerance, new.has_rate_limits)
)
EXECUTE FUNCTION hera_internal.follow_access('organization');
ALTER TABLE hera.core_organizations ENABLE ALWAYS TRIGGER core_organizations_access;
COMMENT ON TRIGGER core_organizations_access ON hera.core_organizations IS 'Rows of logins follow the plain limit of their organization.';
