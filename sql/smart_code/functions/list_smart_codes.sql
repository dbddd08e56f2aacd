CREATE FUNCTION hera.list_smart_codes()
RETURNS TABLE (smart_code text, name text, default_role text, lines jsonb)
LANGUAGE sql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT t.smart_code, t.name, t.default_role, t.lines
    FROM hera_internal.posting_template AS t
    ORDER BY t.smart_code
$function$;
COMMENT ON FUNCTION hera.list_smart_codes() IS 'Static smart codes with their posting templates.';
GRANT EXECUTE ON FUNCTION hera.list_smart_codes() TO hera_app, hera_admin;
