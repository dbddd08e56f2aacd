CREATE FUNCTION hera_internal.follow_access()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- After a change of an organization's plain limit or of a member: the rows of the logins concerned are written, and
-- hera_internal.derive_access gives them what they say now. In a logical replication worker they come by themselves.
BEGIN
    IF current_setting('session_replication_role') = 'replica' AND hera_internal.in_replication_worker() THEN
        RETURN NULL;
    END IF;
    IF tg_argv[0] = 'organization' THEN
        UPDATE hera_internal.login_binding AS b SET granted_at = b.granted_at
        WHERE b.organization_id = new.organization_id AND b.actor IS NOT NULL;
    ELSIF tg_op <> 'UPDATE' OR (new.actor, new.role) IS DISTINCT FROM (old.actor, old.role) THEN
        UPDATE hera_internal.login_binding AS b SET granted_at = b.granted_at
        WHERE b.organization_id = coalesce(new.organization_id, old.organization_id) AND b.actor IN (new.actor, old.actor);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.follow_access() IS 'Lets the rows of logins follow their organization and their actor.';
ALTER FUNCTION hera_internal.follow_access() OWNER TO hera_owner;
