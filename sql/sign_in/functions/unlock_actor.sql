CREATE FUNCTION hera.unlock_actor(p_organization_id uuid, p_actor text)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Ends a lock-out of an actor and of the actor's keys, and forgets the failures that were counted towards one. Returns
-- whether there was any. Effective at once, whatever becomes of the transaction. Raises AUTHZ_001, VAL_010 (no member).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
    v_unlocked boolean;
BEGIN
    PERFORM hera_internal.require_known('p_actor', p_actor, EXISTS (
        SELECT FROM hera_internal.organization_member AS m
        WHERE m.organization_id = p_organization_id AND m.actor = p_actor
    ), 'the actors of hera.list_access');
    v_unlocked := hera_internal.lift_locks(p_organization_id, p_actor);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'access.unlocked', NULL, v_by, NULL,
        jsonb_build_object('actor', p_actor, 'locked', v_unlocked)
    );
    RETURN v_unlocked;
END
$function$;
COMMENT ON FUNCTION hera.unlock_actor(uuid, text) IS 'Ends the lock-out of an actor.';
GRANT EXECUTE ON FUNCTION hera.unlock_actor(uuid, text) TO hera_app, hera_admin;
