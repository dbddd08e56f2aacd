CREATE FUNCTION hera_internal.authorize_manager(p_organization_id uuid, p_permission text)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The name under which a change is recorded: an operator's login, or the actor who has the permission.
-- Raises what hera_internal.authorize raises, and AUTHZ_001 for an organization that does not exist.
DECLARE
    v_caller hera_internal.caller_context;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        v_caller := hera_internal.authorize(p_organization_id, p_permission);
        RETURN v_caller.actor;
    END IF;
    PERFORM set_config('hera.organization_id', p_organization_id::text, true), set_config('hera.on_behalf', '', true);
    IF NOT EXISTS (SELECT FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id) THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', p_permission);
    END IF;
    RETURN hera_internal.caller_name();
END
$function$;
COMMENT ON FUNCTION hera_internal.authorize_manager(uuid, text) IS 'As hera_internal.authorize, but lets a member of hera_admin manage any organization.';
