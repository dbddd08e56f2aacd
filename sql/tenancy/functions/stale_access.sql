CREATE FUNCTION hera_internal.stale_access(p_organization_id uuid DEFAULT NULL)
RETURNS TABLE (organization_id uuid, login text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Logins whose row says something else than the tables it is derived from.
BEGIN
    RETURN QUERY
    SELECT b.organization_id, b.login
    FROM hera_internal.login_binding AS b
    CROSS JOIN LATERAL hera_internal.wanted_access(b.organization_id, b.actor) AS w
    WHERE (p_organization_id IS NULL OR b.organization_id = p_organization_id) AND (
        b.role, b.permissions, b.limit_register, b.limit_requests, b.limit_interval, b.limit_tolerance
    ) IS DISTINCT FROM (
        w.role, w.permissions, w.limit_register, w.limit_requests, w.limit_interval, w.limit_tolerance
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.stale_access(uuid) IS 'Logins whose row does not say what they may.';
ALTER FUNCTION hera_internal.stale_access(uuid) OWNER TO hera_owner;
