CREATE FUNCTION hera_internal.limits_in_force(p_organization_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The settings dimension_... of an organization under the names of hera_internal.organization_profile: its own value,
-- else the server's, else the default; and what a profile is before its first refresh.
BEGIN
    RETURN (
        SELECT jsonb_object_agg(
            substr(d.name, length('dimension_') + 1), coalesce(own.value, server.value, d.default_value)
        ) || jsonb_build_object(
            'organization_id', p_organization_id, 'horizon', '0',
            'cluster_id', hera_internal.cluster_id(), 'counterparties', 0
        )
        FROM hera_internal.setting_definition AS d
        LEFT JOIN hera_internal.server_setting AS server ON server.name = d.name
        LEFT JOIN hera_internal.organization_setting AS own
            ON own.organization_id = p_organization_id AND own.name = d.name
        WHERE starts_with(d.name, 'dimension_')
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.limits_in_force(uuid) IS 'Limits of the dimensions of an organization, from its settings.';
ALTER FUNCTION hera_internal.limits_in_force(uuid) OWNER TO hera_owner;
