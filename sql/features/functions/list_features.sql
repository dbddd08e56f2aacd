CREATE FUNCTION hera.list_features()
RETURNS TABLE (
    name text, description text, percentage smallint, enabled boolean, organizations bigint, overrides bigint,
    changed_at timestamptz, changed_by text
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every feature, how many organizations have it, and of how many it was said. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.list_features');
    RETURN QUERY
    SELECT f.name, f.description, f.percentage, f.enabled, count(*) FILTER (WHERE h.enabled),
        count(*) FILTER (WHERE h.reason = 'override'), f.changed_at, f.changed_by
    FROM hera_internal.feature AS f
    LEFT JOIN (
        SELECT x.* FROM hera.core_organizations AS o
        CROSS JOIN LATERAL hera_internal.organization_features(o.organization_id) AS x
    ) AS h ON h.name = f.name
    GROUP BY f.name
    ORDER BY f.name;
END
$function$;
COMMENT ON FUNCTION hera.list_features() IS 'Every feature and how many organizations have it.';
ALTER FUNCTION hera.list_features() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_features() TO hera_admin;
