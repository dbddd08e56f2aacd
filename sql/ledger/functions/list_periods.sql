CREATE FUNCTION hera.list_periods(p_organization_id uuid)
RETURNS TABLE (period text, starts_on date, ends_on date, closed_at timestamptz, closed_by text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Periods that were closed by name, newest first; every earlier day is closed with the oldest of them.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    RETURN QUERY
    SELECT c.period, c.starts_on, c.ends_on, c.closed_at, c.closed_by
    FROM hera_internal.closed_period AS c
    WHERE c.organization_id = p_organization_id
    ORDER BY c.ends_on DESC;
END
$function$;
COMMENT ON FUNCTION hera.list_periods(uuid) IS 'Closed periods of the organization.';
GRANT EXECUTE ON FUNCTION hera.list_periods(uuid) TO hera_app;
