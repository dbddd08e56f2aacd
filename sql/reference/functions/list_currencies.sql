CREATE FUNCTION hera.list_currencies()
RETURNS TABLE (code text, numeric_code text, name text, minor_unit smallint, active boolean)
LANGUAGE sql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Also the codes without decimals (metals, testing), so that a caller can tell unknown from not bookable.
    SELECT c.code::text, c.numeric_code::text, c.name, c.minor_unit, c.active
    FROM hera_internal.currency AS c
    ORDER BY c.code
$function$;
COMMENT ON FUNCTION hera.list_currencies() IS 'Currencies of ISO 4217 with the decimals their amounts may have.';
GRANT EXECUTE ON FUNCTION hera.list_currencies() TO hera_app, hera_admin;
