CREATE FUNCTION hera.capacity()
RETURNS TABLE (
    name text, state text, value numeric, unit text, warning_at numeric, critical_at numeric, detail text,
    description text, runbook text
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What may run short: ok, warning, critical, or unknown where nobody knows, which is not green. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.capacity');
    RETURN QUERY
    SELECT t.name, CASE
        WHEN v.value IS NULL THEN 'unknown'
        WHEN (v.value - b.critical_at) * s.direction >= 0 THEN 'critical'
        WHEN (v.value - b.warning_at) * s.direction >= 0 THEN 'warning'
        ELSE 'ok'
    END, v.value, t.unit, b.warning_at, b.critical_at, v.detail, t.description,
        'docs/capacity.md#' || replace(t.name, '_', '-')
    FROM hera_internal.capacity_threshold AS t
    CROSS JOIN LATERAL (
        SELECT coalesce(t.own_warning_at, t.warning_at), coalesce(t.own_critical_at, t.critical_at)
    ) AS b (warning_at, critical_at)
    CROSS JOIN LATERAL (SELECT CASE WHEN b.critical_at < b.warning_at THEN -1 ELSE 1 END) AS s (direction)
    LEFT JOIN hera_internal.capacity_values() AS v ON v.name = t.name
    ORDER BY t.ordinal;
END
$function$;
COMMENT ON FUNCTION hera.capacity() IS 'What may run short, and from where on.';
ALTER FUNCTION hera.capacity() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.capacity() TO hera_admin;
