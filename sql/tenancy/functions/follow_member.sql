CREATE FUNCTION hera_internal.follow_member()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- After a member came, went or got another role: as hera_internal.follow_limit, for the logins that are bound to it.
BEGIN
    IF (current_setting('session_replication_role') <> 'replica' OR NOT hera_internal.in_replication_worker())
        AND (tg_op <> 'UPDATE' OR (new.actor, new.role) IS DISTINCT FROM (old.actor, old.role))
    THEN
        UPDATE hera_internal.login_binding AS b SET granted_at = b.granted_at
        WHERE b.organization_id = coalesce(new.organization_id, old.organization_id) AND b.actor IN (new.actor, old.actor);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.follow_member() IS 'Lets the rows of logins follow their actor.';
ALTER FUNCTION hera_internal.follow_member() OWNER TO hera_owner;
