CREATE FUNCTION hera_internal.role_of(p_organization_id uuid, p_actor text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The role that an actor has now; none for one who left.
BEGIN
    RETURN coalesce((
        SELECT m.role FROM hera_internal.organization_member AS m
        WHERE m.organization_id = p_organization_id AND m.actor = p_actor
    ), 'none');
END
$function$;
COMMENT ON FUNCTION hera_internal.role_of(uuid, text) IS 'Role of an actor, or none.';
