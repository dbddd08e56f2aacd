CREATE FUNCTION hera_internal.sign_in_settings()
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Settings of the server, as the organization platform has them: the same for every credential, so that they do not tell
-- whether what somebody presents exists.
BEGIN
    RETURN (
        SELECT o.settings FROM hera.core_organizations AS o
        WHERE o.organization_id = '00000000-0000-0000-0000-000000000000'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.sign_in_settings() IS 'Settings by which sign-ins are locked out.';
ALTER FUNCTION hera_internal.sign_in_settings() OWNER TO hera_owner;
