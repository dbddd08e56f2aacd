CREATE FUNCTION hera_internal.authorize_delegation(p_organization_id uuid, p_from_actor text)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The name under which a delegation of that actor is recorded: the actor's own, or of who manages access. Any permission
-- tells who calls, and every member of a role of HERA may read. Raises what hera_internal.authorize_manager raises.
DECLARE
    v_caller hera_internal.caller_context;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        v_caller := hera_internal.resolve_caller(p_organization_id, 'transactions.read');
        IF v_caller.refusal IS NULL AND v_caller.on_behalf IS NULL AND v_caller.actor = p_from_actor THEN
            RETURN v_caller.actor;
        END IF;
    END IF;
    RETURN hera_internal.authorize_manager(p_organization_id, 'access.manage');
END
$function$;
COMMENT ON FUNCTION hera_internal.authorize_delegation(uuid, text) IS 'Who may delegate what an actor may do: the actor, or who manages access.';
