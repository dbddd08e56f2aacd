CREATE FUNCTION hera.list_api_keys(p_organization_id uuid)
RETURNS TABLE (
    prefix text, actor text, in_force boolean, created_at timestamptz, created_by text, expires_at timestamptz,
    revoked_at timestamptz, revoked_by text, last_used_at timestamptz
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The latest first, never the key itself; last_used_at is exact to a minute. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.read');
    RETURN QUERY SELECT k.* FROM hera_internal.keys_of(p_organization_id) AS k;
END
$function$;
COMMENT ON FUNCTION hera.list_api_keys(uuid) IS 'Keys of an organization, those that are accepted no more too.';
GRANT EXECUTE ON FUNCTION hera.list_api_keys(uuid) TO hera_app, hera_admin;
