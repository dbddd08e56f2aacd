CREATE FUNCTION hera_internal.wanted_templates(p_organization_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The code in force of each process for which the organization has its own: its highest version that is not retired. NULL
-- for an organization that never defined one, which spares it every look; one whose versions are all retired has {}.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_object_agg(t.process, t.process || '.v' || t.version) FILTER (WHERE t.version IS NOT NULL), '{}')
        FROM (
            SELECT o.process, max(o.version) FILTER (WHERE o.retired_at IS NULL) AS version
            FROM hera_internal.organization_template AS o
            WHERE o.organization_id = p_organization_id
            GROUP BY o.process
        ) AS t
        HAVING count(*) > 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.wanted_templates(uuid) IS 'Smart code in force per process with templates of the organization.';
GRANT EXECUTE ON FUNCTION hera_internal.wanted_templates(uuid) TO hera_owner;
