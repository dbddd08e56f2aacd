CREATE FUNCTION hera_internal.is_role(p_organization_id uuid, p_role text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether there is a role of that name, HERA's or the organization's own.
BEGIN
    RETURN EXISTS (SELECT FROM hera_internal.role_permission AS p WHERE p.role = p_role) OR EXISTS (
        SELECT FROM hera_internal.organization_role AS r
        WHERE r.organization_id = p_organization_id AND r.role = p_role
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_role(uuid, text) IS 'Whether an organization knows a role.';
