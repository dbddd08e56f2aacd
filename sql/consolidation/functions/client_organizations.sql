CREATE FUNCTION hera_internal.client_organizations(p_client_id uuid)
RETURNS TABLE (organization_id uuid, currency text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Ids and currencies only: who asks must be authorized in each before it says anything of them.
BEGIN
    RETURN QUERY
    SELECT o.organization_id, o.currency FROM hera.core_organizations AS o
    WHERE o.client_id = p_client_id
    ORDER BY o.organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.client_organizations(uuid) IS 'Organizations of a client, the oldest first.';
ALTER FUNCTION hera_internal.client_organizations(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.client_organizations(uuid) TO hera_api;
