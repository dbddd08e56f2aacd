CREATE FUNCTION hera.list_chart_accounts(p_chart text)
RETURNS TABLE (code text, name text, account_type text, role text, parent_code text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_010 for a chart that does not exist.
BEGIN
    PERFORM hera_internal.require_known('p_chart', p_chart, EXISTS (
        SELECT FROM hera_internal.chart AS c WHERE c.code = p_chart
    ), 'the codes of hera.list_charts');
    RETURN QUERY
    SELECT a.code, a.name, a.account_type, a.role, a.parent_code
    FROM hera_internal.chart_account AS a
    WHERE a.chart_code = p_chart
    ORDER BY a.code COLLATE "C";
END
$function$;
COMMENT ON FUNCTION hera.list_chart_accounts(text) IS 'Accounts of one chart, ordered by code.';
GRANT EXECUTE ON FUNCTION hera.list_chart_accounts(text) TO hera_app, hera_admin;
