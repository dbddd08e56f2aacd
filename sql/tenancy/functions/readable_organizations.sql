CREATE FUNCTION hera_internal.readable_organizations()
RETURNS uuid[]
LANGUAGE plpgsql
STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
-- What row security shows to a login: the organization of its signed context; without a context those that hera.grant_bi
-- gave it. A context that does not verify shows nothing.
BEGIN
    IF nullif(current_setting('hera.context', true), '') IS NOT NULL THEN
        RETURN ARRAY[hera_internal.current_org()];
    END IF;
    RETURN hera_internal.bi_organizations(hera_internal.caller_name());
END
$function$;
COMMENT ON FUNCTION hera_internal.readable_organizations() IS 'Organizations that the policies show to a login.';
ALTER FUNCTION hera_internal.readable_organizations() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.readable_organizations() TO hera_app, hera_bi, hera_admin, hera_auditor;
