CREATE FUNCTION hera.data_path()
RETURNS text
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The directory whose file system holds the data, as the setting capacity_data_path says; NULL when it says nothing.
-- Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_admin('hera.data_path');
    RETURN (
        SELECT nullif(s.value, '') FROM hera_internal.server_setting AS s WHERE s.name = 'capacity_data_path'
    );
END
$function$;
COMMENT ON FUNCTION hera.data_path() IS 'The directory whose file system holds the data.';
ALTER FUNCTION hera.data_path() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.data_path() TO hera_admin;
