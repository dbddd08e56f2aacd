CREATE FUNCTION hera.check_period(p_organization_id uuid, p_period text)
RETURNS TABLE (check_name text, ok boolean, blocking boolean, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The checklist of hera.close_period as it stands, without closing. Raises AUTHZ_001, VAL_010.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'reports.read');
BEGIN
    RETURN QUERY
    SELECT c.value ->> 'check', (c.value -> 'ok')::boolean, (c.value -> 'blocking')::boolean, c.value ->> 'detail'
    FROM jsonb_array_elements(hera_internal.period_checklist(
        v_caller, hera_internal.require_period(p_organization_id, p_period)
    )) AS c;
END
$function$;
COMMENT ON FUNCTION hera.check_period(uuid, text) IS 'What stands in the way of closing a period.';
GRANT EXECUTE ON FUNCTION hera.check_period(uuid, text) TO hera_app;
