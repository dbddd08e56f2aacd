-- Organizations that were made before there were profiles get one; hera.set_setting and refreshes keep it from then on.
INSERT INTO hera_internal.organization_profile
SELECT (jsonb_populate_record(
    NULL::hera_internal.organization_profile, hera_internal.limits_in_force(o.organization_id)
)).*
FROM hera.core_organizations AS o
ON CONFLICT (organization_id) DO NOTHING;
