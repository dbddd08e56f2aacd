CREATE FUNCTION hera.allow_tokens(p_login name, p_organization_ids uuid[])
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- For an application whose users share one login: in these organizations it is nobody until hera.authenticate has
-- verified a token, and cannot name an actor itself. Raises VAL_010 for an unknown login or organization.
BEGIN
    PERFORM hera_internal.bind_server(p_login, p_organization_ids, true);
END
$function$;
COMMENT ON FUNCTION hera.allow_tokens(name, uuid[]) IS 'Lets a login act in the listed organizations for whoever a verified token names.';
GRANT EXECUTE ON FUNCTION hera.allow_tokens(name, uuid[]) TO hera_admin;
