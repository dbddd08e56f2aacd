CREATE FUNCTION hera_internal.login_role_of(p_organization_id uuid, p_actor text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The role of an actor for whom the calling login may act by a credential; NULL when it may not.
BEGIN
    RETURN (
        SELECT m.role
        FROM hera_internal.login_binding AS b
        INNER JOIN hera_internal.organization_member AS m
            ON m.organization_id = b.organization_id AND m.actor = p_actor
        WHERE b.organization_id = p_organization_id AND b.login = hera_internal.caller_name() AND b.actor IS NULL
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.login_role_of(uuid, text) IS 'Role of an actor for whom the calling login may act by a credential.';
ALTER FUNCTION hera_internal.login_role_of(uuid, text) OWNER TO hera_owner;
