CREATE FUNCTION hera_internal.is_separated(
    p_caller hera_internal.caller_context, p_permission text, p_authors text[]
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether the duty is kept apart for work of these people: the organization said so, and a member who is none of them has
-- the permission by a role. It is asked when the caller is one of them, so the members are looked through rarely.
BEGIN
    RETURN coalesce(p_caller.authority -> 'separated' ? p_permission, false) AND EXISTS (
        SELECT FROM hera_internal.organization_member AS m
        WHERE m.organization_id = p_caller.organization_id AND m.actor <> ALL (array_remove(p_authors, NULL))
            AND hera_internal.holds_permission(p_caller.organization_id, m.role, p_permission)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_separated(hera_internal.caller_context, text, text[]) IS 'Whether somebody else must use a permission on the work of some people.';
