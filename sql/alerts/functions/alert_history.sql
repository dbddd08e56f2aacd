CREATE FUNCTION hera.alert_history(p_since timestamptz DEFAULT NULL)
RETURNS TABLE (at timestamptz, name text, state text, value numeric, detail text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- When alerts fired and cleared, the latest first: the last 24 hours, or since a moment.
BEGIN
    RETURN QUERY
    SELECT e.at, e.name, e.state, e.value, e.detail
    FROM hera_internal.alert_event AS e
    WHERE e.at >= coalesce(p_since, clock_timestamp() - interval '24 hours')
    ORDER BY e.id DESC;
END
$function$;
COMMENT ON FUNCTION hera.alert_history(timestamptz) IS 'When alerts fired and cleared.';
ALTER FUNCTION hera.alert_history(timestamptz) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.alert_history(timestamptz) TO hera_admin;
