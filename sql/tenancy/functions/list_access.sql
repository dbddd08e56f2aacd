CREATE FUNCTION hera.list_access(p_organization_id uuid)
RETURNS TABLE (actor text, role text, logins text[], granted_at timestamptz, granted_by text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- One row a member; trusted logins come last, with actor and role NULL.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'access.manage');
    RETURN QUERY
    SELECT m.actor, m.role, array_remove(array_agg(b.login ORDER BY b.login), NULL), m.granted_at, m.granted_by
    FROM hera_internal.organization_member AS m
    LEFT JOIN hera_internal.login_binding AS b
        ON b.organization_id = m.organization_id AND b.actor = m.actor
    WHERE m.organization_id = p_organization_id
    GROUP BY m.actor, m.role, m.granted_at, m.granted_by
    UNION ALL
    SELECT NULL, NULL, array_agg(b.login ORDER BY b.login), max(b.granted_at), min(b.granted_by)
    FROM hera_internal.login_binding AS b
    WHERE b.organization_id = p_organization_id AND b.actor IS NULL
    HAVING count(*) > 0
    ORDER BY 1 NULLS LAST;
END
$function$;
COMMENT ON FUNCTION hera.list_access(uuid) IS 'Members of the organization with their roles and logins.';
GRANT EXECUTE ON FUNCTION hera.list_access(uuid) TO hera_app, hera_admin;
