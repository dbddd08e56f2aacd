CREATE FUNCTION hera.get_server_setting(p_name text)
RETURNS text
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The value in force for the installation, as jobs of hera run read it. Raises AUTHZ_001, and VAL_010 for another setting.
BEGIN
    PERFORM hera_internal.require_operator('hera.get_server_setting');
    PERFORM hera_internal.require_known(
        'p_name', p_name, EXISTS (SELECT FROM hera_internal.setting_definition AS d WHERE d.name = p_name),
        'the names of hera.list_settings'
    );
    RETURN hera_internal.server_setting_value(p_name);
END
$function$;
COMMENT ON FUNCTION hera.get_server_setting(text) IS 'The value of a setting that is in force for the installation.';
ALTER FUNCTION hera.get_server_setting(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.get_server_setting(text) TO hera_admin;
