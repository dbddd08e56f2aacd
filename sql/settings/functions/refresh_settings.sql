CREATE FUNCTION hera_internal.refresh_settings(p_organization_id uuid DEFAULT NULL)
RETURNS void
LANGUAGE sql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    -- A request reads its settings with its organization, in one row; this keeps that row equal to the registry. Limits
    -- of dimensions are numbers that every request compares: they have typed columns of their own.
    UPDATE hera.core_organizations AS o
    SET settings = (
        SELECT jsonb_object_agg(d.name, coalesce(own.value, server.value, d.default_value))
        FROM hera_internal.setting_definition AS d
        LEFT JOIN hera_internal.server_setting AS server ON server.name = d.name
        LEFT JOIN hera_internal.organization_setting AS own
            ON own.organization_id = o.organization_id AND own.name = d.name
        WHERE NOT starts_with(d.name, 'dimension_')
    )
    WHERE p_organization_id IS NULL OR o.organization_id = p_organization_id;
    SELECT hera_internal.refresh_limits(p_organization_id);
    SELECT hera_internal.refresh_rate_limits(p_organization_id)
$function$;
COMMENT ON FUNCTION hera_internal.refresh_settings(uuid) IS 'Recomputes the settings in force of one organization, or of all.';
ALTER FUNCTION hera_internal.refresh_settings(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.refresh_settings(uuid) TO hera_api;
