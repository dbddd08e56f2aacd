CREATE FUNCTION hera.trust_login(p_login name, p_organization_ids uuid[])
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- For an application server: the login may name any member of these organizations by hera.set_context, and is
-- nobody until it does. Raises VAL_010 for an unknown login or organization.
BEGIN
    PERFORM hera_internal.bind_server(p_login, p_organization_ids, false);
END
$function$;
COMMENT ON FUNCTION hera.trust_login(name, uuid[]) IS 'Lets a login name actors of the listed organizations, as an application server does.';
GRANT EXECUTE ON FUNCTION hera.trust_login(name, uuid[]) TO hera_admin;
