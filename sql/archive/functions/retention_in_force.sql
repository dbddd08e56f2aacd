CREATE FUNCTION hera_internal.retention_in_force()
RETURNS TABLE (class text, active_months integer, archived_months integer, reason text, description text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The period of each class: that of the installation, else the one that comes with HERA.
BEGIN
    RETURN QUERY
    SELECT c.class, coalesce(p.active_months, c.active_months), coalesce(p.archived_months, c.archived_months), p.reason,
        c.description
    FROM hera_internal.retention_class AS c
    LEFT JOIN hera_internal.retention_policy AS p ON p.class = c.class;
END
$function$;
COMMENT ON FUNCTION hera_internal.retention_in_force() IS 'Retention periods in force.';
ALTER FUNCTION hera_internal.retention_in_force() OWNER TO hera_owner;
