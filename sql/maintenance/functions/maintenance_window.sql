CREATE FUNCTION hera.maintenance_window(p_at timestamptz DEFAULT clock_timestamp())
RETURNS TABLE (is_open boolean, opens_at timestamptz, closes_at timestamptz)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The window of the setting maintenance_window that is open at a moment, or the next. Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.maintenance_window');
    PERFORM hera_internal.require_known('p_at', p_at::text, p_at BETWEEN '1970-01-01' AND '9999-12-31', '1970-01-01 to 9999-12-31');
    RETURN QUERY
    SELECT w.opens_at <= p_at, w.opens_at, w.closes_at
    FROM hera_internal.read_window(hera_internal.server_setting_value('maintenance_window'), p_at) AS w;
END
$function$;
COMMENT ON FUNCTION hera.maintenance_window(timestamptz) IS 'The maintenance window that is open, or the next.';
ALTER FUNCTION hera.maintenance_window(timestamptz) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.maintenance_window(timestamptz) TO hera_admin;
