CREATE FUNCTION hera_internal.holds_permission(p_organization_id uuid, p_role text, p_permission text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a role has the permission: a role of HERA, whose names no organization takes, or one of the organization's own.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera_internal.role_permission AS p WHERE p.role = p_role AND p.permission = p_permission
    ) OR EXISTS (
        SELECT FROM hera_internal.organization_role AS r
        WHERE r.organization_id = p_organization_id AND r.role = p_role AND p_permission = ANY (r.permissions)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.holds_permission(uuid, text, text) IS 'Whether a role has a permission in an organization.';
GRANT EXECUTE ON FUNCTION hera_internal.holds_permission(uuid, text, text) TO hera_owner;
