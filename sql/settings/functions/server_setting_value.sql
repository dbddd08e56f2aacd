CREATE FUNCTION hera_internal.server_setting_value(p_name text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The value in force for the installation: what was set for the server, else the default.
BEGIN
    RETURN coalesce(
        (SELECT s.value FROM hera_internal.server_setting AS s WHERE s.name = p_name),
        (SELECT d.default_value FROM hera_internal.setting_definition AS d WHERE d.name = p_name)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.server_setting_value(text) IS 'Value of a setting for the installation.';
ALTER FUNCTION hera_internal.server_setting_value(text) OWNER TO hera_owner;
