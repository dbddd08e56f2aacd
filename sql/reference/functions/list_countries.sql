CREATE FUNCTION hera.list_countries()
RETURNS TABLE (alpha2 text, alpha3 text, numeric_code text, name text)
LANGUAGE sql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT c.alpha2::text, c.alpha3::text, c.numeric_code::text, c.name
    FROM hera_internal.country AS c
    ORDER BY c.alpha2
$function$;
COMMENT ON FUNCTION hera.list_countries() IS 'Countries and areas of ISO 3166-1.';
GRANT EXECUTE ON FUNCTION hera.list_countries() TO hera_app, hera_admin;
