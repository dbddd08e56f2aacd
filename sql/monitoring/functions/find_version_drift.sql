CREATE FUNCTION hera_internal.find_version_drift()
RETURNS SETOF text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is not as this version made it: migrations, triggers, policies, views, registries, functions, rights.
BEGIN
    RETURN QUERY
    SELECT v.check_name || coalesce(': ' || v.detail, '') FROM hera.migration_verify() AS v WHERE NOT v.ok;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_version_drift() IS 'Storage, guards and functions that are not those of the installed version.';
ALTER FUNCTION hera_internal.find_version_drift() OWNER TO hera_owner;
