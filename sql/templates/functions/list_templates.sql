CREATE FUNCTION hera.list_templates(p_organization_id uuid, p_smart_code text DEFAULT NULL)
RETURNS TABLE (
    smart_code text, name text, status text, origin text, default_role text, lines jsonb, created_at timestamptz,
    created_by text, retired_at timestamptz, retired_by text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The posting templates of an organization: origin own or packaged; status in_force, earlier (a version that a request can
-- still state) or retired. Those whose smart code begins with p_smart_code, all when it is NULL.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    RETURN QUERY
    SELECT t.smart_code, t.name,
        CASE
            WHEN t.retired_at IS NOT NULL THEN 'retired'
            WHEN t.smart_code = coalesce(o.templates ->> t.process, max(t.smart_code) FILTER (WHERE t.origin = 'packaged') OVER w)
                THEN 'in_force'
            ELSE 'earlier'
        END,
        t.origin, t.default_role, t.lines, t.created_at, t.created_by, t.retired_at, t.retired_by
    FROM (
        SELECT p.smart_code, regexp_replace(p.smart_code, '[.]v[0-9]+$', '') AS process, p.name, 'packaged' AS origin,
            p.default_role, p.lines, NULL::timestamptz AS created_at, NULL AS created_by,
            NULL::timestamptz AS retired_at, NULL AS retired_by
        FROM hera_internal.posting_template AS p
        WHERE NOT EXISTS (
            SELECT FROM hera_internal.organization_template AS x
            WHERE x.organization_id = p_organization_id AND x.smart_code = p.smart_code AND x.retired_at IS NULL
        )
        UNION ALL
        SELECT x.smart_code, x.process, x.name, 'own', x.default_role, x.lines, x.created_at, x.created_by, x.retired_at,
            x.retired_by
        FROM hera_internal.organization_template AS x
        WHERE x.organization_id = p_organization_id
    ) AS t
    CROSS JOIN hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id AND (p_smart_code IS NULL OR starts_with(t.smart_code, p_smart_code))
    WINDOW w AS (PARTITION BY t.process)
    ORDER BY t.process COLLATE "C", length(t.smart_code), t.smart_code;
END
$function$;
COMMENT ON FUNCTION hera.list_templates(uuid, text) IS 'Posting templates of an organization, its own and those that came with HERA.';
GRANT EXECUTE ON FUNCTION hera.list_templates(uuid, text) TO hera_app;
