CREATE FUNCTION hera.feature_enabled(p_organization_id uuid, p_name text)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether the organization has a feature; one that nobody has made is not there, so that an application can ask before the
-- feature is made. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'transactions.read');
    RETURN coalesce((
        SELECT f.enabled FROM hera_internal.organization_features(p_organization_id) AS f WHERE f.name = p_name
    ), false);
END
$function$;
COMMENT ON FUNCTION hera.feature_enabled(uuid, text) IS 'Whether an organization has a feature.';
GRANT EXECUTE ON FUNCTION hera.feature_enabled(uuid, text) TO hera_app, hera_admin;
