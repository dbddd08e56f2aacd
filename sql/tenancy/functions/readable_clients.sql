CREATE FUNCTION hera_internal.readable_clients()
RETURNS uuid[]
LANGUAGE plpgsql
STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
-- The clients whose rows a login may see: those of the organizations it may see.
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT o.client_id FROM hera.core_organizations AS o
        WHERE o.organization_id = ANY (hera_internal.readable_organizations())
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.readable_clients() IS 'Clients of the organizations that the policies show to a login.';
ALTER FUNCTION hera_internal.readable_clients() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.readable_clients() TO hera_app, hera_bi, hera_admin, hera_auditor;
