CREATE FUNCTION hera_internal.current_client()
RETURNS uuid
LANGUAGE plpgsql
STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
-- The client whose row a login may see; NULL shows nothing.
BEGIN
    RETURN (
        SELECT o.client_id FROM hera.core_organizations AS o
        WHERE o.organization_id = hera_internal.current_org()
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.current_client() IS 'Client of the organization of the signed context.';
ALTER FUNCTION hera_internal.current_client() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.current_client() TO hera_app, hera_bi, hera_admin, hera_auditor;
