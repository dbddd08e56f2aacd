CREATE VIEW hera_bi.organizations WITH (security_invoker = true) AS
SELECT
    o.organization_id,
    o.name AS organization_name,
    o.currency,
    o.timezone,
    o.status,
    o.created_at
FROM hera.core_organizations AS o;
COMMENT ON VIEW hera_bi.organizations IS 'Organizations the reader may see, one row each.';
COMMENT ON COLUMN hera_bi.organizations.organization_id IS 'Identity of the organization.';
COMMENT ON COLUMN hera_bi.organizations.organization_name IS 'Name of the organization.';
COMMENT ON COLUMN hera_bi.organizations.currency IS 'Currency of its books, ISO 4217.';
COMMENT ON COLUMN hera_bi.organizations.timezone IS 'Time zone of its days.';
COMMENT ON COLUMN hera_bi.organizations.status IS 'active or suspended.';
COMMENT ON COLUMN hera_bi.organizations.created_at IS 'When it was created.';
GRANT SELECT ON hera_bi.organizations TO hera_bi, hera_auditor;
GRANT SELECT ON hera.core_organizations TO hera_bi, hera_auditor;
