CREATE FUNCTION hera.list_settings(p_organization_id uuid)
RETURNS TABLE (name text, value text, source text, default_value text, description text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Source is organization, server or default.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.read');
    RETURN QUERY
    SELECT d.name, coalesce(own.value, server.value, d.default_value),
        CASE WHEN own.value IS NOT NULL THEN 'organization' WHEN server.value IS NOT NULL THEN 'server' ELSE 'default' END,
        d.default_value, d.description
    FROM hera_internal.setting_definition AS d
    LEFT JOIN hera_internal.server_setting AS server ON server.name = d.name
    LEFT JOIN hera_internal.organization_setting AS own
        ON own.organization_id = p_organization_id AND own.name = d.name
    ORDER BY d.name;
END
$function$;
COMMENT ON FUNCTION hera.list_settings(uuid) IS 'Settings in force for an organization, and where each comes from.';
GRANT EXECUTE ON FUNCTION hera.list_settings(uuid) TO hera_app, hera_admin;
