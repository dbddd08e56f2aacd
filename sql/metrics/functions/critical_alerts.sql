CREATE FUNCTION hera_internal.critical_alerts()
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is critical now: checks of health that are not well, and critical alerts that fired when they were last evaluated.
BEGIN
    RETURN (
        SELECT coalesce(array_agg(c.name ORDER BY c.name), '{}')
        FROM (
            SELECT s.name, s.severity, s.ok FROM hera_internal.server_checks() AS s
            UNION ALL
            SELECT l.name, l.severity, l.ok FROM hera_internal.ledger_checks() AS l
        ) AS c
        WHERE c.severity = 'critical' AND c.ok IS NOT TRUE
    ) || ARRAY(
        SELECT r.name FROM hera_internal.alert_rule AS r
        INNER JOIN hera_internal.alert_state AS s ON s.name = r.name
        WHERE r.severity = 'critical' AND s.state = 'firing'
        ORDER BY r.name
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.critical_alerts() IS 'What is critical now.';
ALTER FUNCTION hera_internal.critical_alerts() OWNER TO hera_owner;
