CREATE FUNCTION hera_internal.are_of_one_client(p_organization_id uuid, p_other_id uuid)
RETURNS boolean
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- False also for an organization that does not exist, so that nobody learns of others.
BEGIN
    RETURN p_organization_id <> p_other_id AND EXISTS (
        SELECT FROM hera.core_organizations AS a
        INNER JOIN hera.core_organizations AS b ON b.client_id = a.client_id
        WHERE a.organization_id = p_organization_id AND b.organization_id = p_other_id
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.are_of_one_client(uuid, uuid) IS 'Whether two organizations belong to one client.';
ALTER FUNCTION hera_internal.are_of_one_client(uuid, uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.are_of_one_client(uuid, uuid) TO hera_api;
