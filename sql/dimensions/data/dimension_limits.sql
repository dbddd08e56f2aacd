-- Organizations that were made before there were limits get those in force; hera.set_setting keeps the rows from then on.
INSERT INTO hera_internal.dimension_limits
SELECT (jsonb_populate_record(
    NULL::hera_internal.dimension_limits, hera_internal.limits_in_force(o.organization_id)
)).*
FROM hera.core_organizations AS o
ON CONFLICT (organization_id) DO NOTHING;
