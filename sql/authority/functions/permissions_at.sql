CREATE FUNCTION hera_internal.permissions_at(p_organization_id uuid, p_at timestamptz)
RETURNS TABLE (role text, permission text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What each role permits: HERA's as this version has them, the organization's own now or as the audit trail has them at a
-- moment.
BEGIN
    RETURN QUERY
    SELECT p.role, p.permission FROM hera_internal.role_permission AS p
    UNION ALL
    SELECT r.role, x.permission
    FROM hera_internal.organization_role AS r
    CROSS JOIN LATERAL unnest(r.permissions) AS x (permission)
    WHERE r.organization_id = p_organization_id AND p_at IS NULL
    UNION ALL
    SELECT l.role, x.permission
    FROM (
        SELECT DISTINCT ON (a.detail ->> 'role') a.detail ->> 'role' AS role, a.detail -> 'permissions' AS permissions
        FROM hera_internal.audit_leaf AS a
        WHERE a.organization_id = p_organization_id AND a.created_at <= p_at AND a.event IN ('role.defined', 'role.dropped')
        ORDER BY a.detail ->> 'role', a.id DESC
    ) AS l
    CROSS JOIN LATERAL jsonb_array_elements_text(l.permissions) AS x (permission);
END
$function$;
COMMENT ON FUNCTION hera_internal.permissions_at(uuid, timestamptz) IS 'What the roles of an organization permitted at a moment.';
