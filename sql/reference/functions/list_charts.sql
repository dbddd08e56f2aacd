CREATE FUNCTION hera.list_charts()
RETURNS TABLE (
    code text, name text, country text, description text, accounts integer, imported_at timestamptz
)
LANGUAGE sql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT
        c.code, c.name, c.country::text, c.description,
        (SELECT count(*)::integer FROM hera_internal.chart_account AS a WHERE a.chart_code = c.code),
        c.imported_at
    FROM hera_internal.chart AS c
    ORDER BY c.code
$function$;
COMMENT ON FUNCTION hera.list_charts() IS 'Charts of accounts that an organization can be created with.';
GRANT EXECUTE ON FUNCTION hera.list_charts() TO hera_app, hera_admin;
