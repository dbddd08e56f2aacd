CREATE FUNCTION hera_internal.bind_login(p_organization_id uuid, p_login text, p_actor text, p_role text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives the actor the role and, when a login is named, lets that login speak for the actor.
-- The caller has authorized the change. Locks the organization's row, as whoever changes its limits does.
DECLARE
    v_by text := hera_internal.caller_name();
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id FOR NO KEY UPDATE;
    INSERT INTO hera_internal.organization_member AS m (organization_id, actor, role, granted_at, granted_by)
    VALUES (p_organization_id, p_actor, p_role, v_now, v_by)
    ON CONFLICT (organization_id, actor) DO UPDATE
    SET role = excluded.role, granted_at = excluded.granted_at, granted_by = excluded.granted_by;
    PERFORM hera_internal.limit_actor(p_organization_id, p_actor);
    IF p_login IS NOT NULL THEN
        INSERT INTO hera_internal.login_binding AS b (organization_id, login, actor, granted_at, granted_by)
        VALUES (p_organization_id, p_login, p_actor, v_now, v_by)
        ON CONFLICT (organization_id, login) DO UPDATE
        SET actor = excluded.actor, tokens_only = false, granted_at = excluded.granted_at, granted_by = excluded.granted_by;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.bind_login(uuid, text, text, text) IS 'Makes an actor a member with a role and binds a login to it.';
