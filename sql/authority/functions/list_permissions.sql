CREATE FUNCTION hera.list_permissions(p_organization_id uuid)
RETURNS TABLE (role text, own boolean, permission text, amount_limit numeric, separated boolean)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What each role permits, HERA's first, with the limit of the role and whether the duty is kept apart. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.read');
    RETURN QUERY
    WITH granted AS (
        SELECT p.role, false AS own, p.permission FROM hera_internal.role_permission AS p
        UNION ALL
        SELECT r.role, true, x.permission
        FROM hera_internal.organization_role AS r
        CROSS JOIN LATERAL unnest(r.permissions) AS x (permission)
        WHERE r.organization_id = p_organization_id
    )
    SELECT g.role, g.own, g.permission, l.amount, s.permission IS NOT NULL
    FROM granted AS g
    LEFT JOIN hera_internal.amount_limit AS l
        ON l.organization_id = p_organization_id AND l.permission = g.permission AND l.subject_kind = 'role'
        AND l.subject = g.role
    LEFT JOIN hera_internal.duty_separation AS s
        ON s.organization_id = p_organization_id AND s.permission = g.permission
    ORDER BY g.own, g.role, g.permission;
END
$function$;
COMMENT ON FUNCTION hera.list_permissions(uuid) IS 'What each role of an organization permits.';
GRANT EXECUTE ON FUNCTION hera.list_permissions(uuid) TO hera_app, hera_admin;
