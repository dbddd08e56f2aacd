CREATE FUNCTION hera.override_feature(p_organization_id uuid, p_name text, p_enabled boolean)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives an organization a feature, or takes it from it, whatever the feature's share is; NULL leaves it to the share
-- again. Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.override_feature');
    PERFORM hera_internal.require_known('p_organization_id', p_organization_id::text, EXISTS (
        SELECT FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
    ));
    PERFORM hera_internal.require_known('p_name', p_name, EXISTS (
        SELECT FROM hera_internal.feature AS f WHERE f.name = p_name
    ), 'the names of hera.list_features');
    DELETE FROM hera_internal.feature_override AS f
    WHERE f.organization_id = p_organization_id AND f.feature = p_name;
    IF p_enabled IS NOT NULL THEN
        INSERT INTO hera_internal.feature_override (organization_id, feature, enabled, changed_at, changed_by)
        VALUES (p_organization_id, p_name, p_enabled, clock_timestamp(), hera_internal.caller_name());
    END IF;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'feature.overridden', NULL, hera_internal.caller_name(), NULL,
        jsonb_build_object('name', p_name, 'enabled', p_enabled)
    );
END
$function$;
COMMENT ON FUNCTION hera.override_feature(uuid, text, boolean) IS 'Gives an organization a feature or takes it from it.';
ALTER FUNCTION hera.override_feature(uuid, text, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.override_feature(uuid, text, boolean) TO hera_admin;
