CREATE FUNCTION hera_internal.organization_features(p_organization_id uuid)
RETURNS TABLE (name text, enabled boolean, reason text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every feature and whether the organization has it: what is off is off for all, then what was said of the organization,
-- then the share.
BEGIN
    RETURN QUERY
    SELECT f.name,
        f.enabled AND coalesce(o.enabled, hera_internal.feature_bucket(p_organization_id, f.name) < 100 * f.percentage),
        CASE WHEN NOT f.enabled THEN 'off' WHEN o.enabled IS NOT NULL THEN 'override' ELSE 'share' END
    FROM hera_internal.feature AS f
    LEFT JOIN hera_internal.feature_override AS o ON o.organization_id = p_organization_id AND o.feature = f.name;
END
$function$;
COMMENT ON FUNCTION hera_internal.organization_features(uuid) IS 'Every feature and whether an organization has it.';
ALTER FUNCTION hera_internal.organization_features(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.organization_features(uuid) TO hera_api;
