CREATE FUNCTION hera_internal.bi_organizations(p_login text)
RETURNS uuid[]
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Of every organization, which row security shows to hera_owner alone.
BEGIN
    RETURN ARRAY(
        SELECT g.organization_id FROM hera_internal.bi_grant AS g WHERE g.login = p_login ORDER BY g.organization_id
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.bi_organizations(text) IS 'Organizations that hera.grant_bi gave to a login.';
ALTER FUNCTION hera_internal.bi_organizations(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.bi_organizations(text) TO hera_api;
