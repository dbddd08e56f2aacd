CREATE FUNCTION hera.list_delegations(p_organization_id uuid)
RETURNS TABLE (
    delegation uuid, from_actor text, to_actor text, permissions text[], valid_from timestamptz, valid_until timestamptz,
    reason text, in_force boolean, created_by text, revoked_at timestamptz, revoked_by text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The latest first, those that have ended too. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.read');
    RETURN QUERY
    SELECT d.id, d.from_actor, d.to_actor, d.permissions, d.valid_from, d.valid_until, d.reason,
        d.revoked_at IS NULL AND d.valid_from <= clock_timestamp() AND d.valid_until > clock_timestamp(),
        d.created_by, d.revoked_at, d.revoked_by
    FROM hera_internal.delegation AS d
    WHERE d.organization_id = p_organization_id
    ORDER BY d.id DESC;
END
$function$;
COMMENT ON FUNCTION hera.list_delegations(uuid) IS 'Who acts for whom, and who did.';
GRANT EXECUTE ON FUNCTION hera.list_delegations(uuid) TO hera_app, hera_admin;
