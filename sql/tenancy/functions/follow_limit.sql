CREATE FUNCTION hera_internal.follow_limit()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- After a change of an organization's plain limit: the rows of its logins are written, and hera_internal.derive_access gives
-- them what they say now. In a logical replication worker they come by themselves.
BEGIN
    IF current_setting('session_replication_role') <> 'replica' OR NOT hera_internal.in_replication_worker() THEN
        UPDATE hera_internal.login_binding AS b SET granted_at = b.granted_at
        WHERE b.organization_id = new.organization_id AND b.actor IS NOT NULL;
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.follow_limit() IS 'Lets the rows of logins follow the limit of their organization.';
ALTER FUNCTION hera_internal.follow_limit() OWNER TO hera_owner;
