CREATE FUNCTION hera_internal.follow_permissions()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- After a change of what HERA's roles permit, which a new version makes: the rows of all logins. Nobody is bound meanwhile.
BEGIN
    LOCK TABLE hera_internal.login_binding IN SHARE ROW EXCLUSIVE MODE;
    PERFORM FROM hera_internal.refresh_access();
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.follow_permissions() IS 'Lets the rows of logins follow what roles permit.';
ALTER FUNCTION hera_internal.follow_permissions() OWNER TO hera_owner;
