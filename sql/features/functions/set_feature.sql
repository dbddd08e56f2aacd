CREATE FUNCTION hera.set_feature(
    p_name text, p_percentage integer DEFAULT NULL, p_enabled boolean DEFAULT NULL, p_description text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes a feature (with a description), or changes its share of the organizations in percent, whether it is on at all, or
-- its description; NULL leaves as it is. A new one is on and given to nobody. Raises AUTHZ_001, VAL_005, VAL_010.
DECLARE
    v_old record;
BEGIN
    PERFORM hera_internal.require_operator('hera.set_feature');
    PERFORM hera_internal.require_known('p_name', p_name, p_name ~ '^[a-z][a-z0-9_.-]{0,62}$', 'small letters, digits, _, . and -, a letter first');
    PERFORM hera_internal.require_known('p_percentage', p_percentage::text, coalesce(p_percentage, 0) BETWEEN 0 AND 100, '0 to 100');
    SELECT f.* INTO v_old FROM hera_internal.feature AS f WHERE f.name = p_name FOR NO KEY UPDATE;
    PERFORM hera_internal.require_text(coalesce(p_description, v_old.description), 'p_description', 1000);
    INSERT INTO hera_internal.feature AS f (name, description, percentage, enabled, changed_at, changed_by)
    VALUES (
        p_name, coalesce(p_description, v_old.description), coalesce(p_percentage, v_old.percentage, 0),
        coalesce(p_enabled, v_old.enabled, true), clock_timestamp(), hera_internal.caller_name()
    )
    ON CONFLICT (name) DO UPDATE
    SET description = excluded.description, percentage = excluded.percentage, enabled = excluded.enabled,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by;
    PERFORM hera_internal.write_platform_leaf('feature.set', NULL, jsonb_build_object(
        'name', p_name, 'percentage', p_percentage, 'enabled', p_enabled, 'before', v_old.percentage
    ));
END
$function$;
COMMENT ON FUNCTION hera.set_feature(text, integer, boolean, text) IS 'Makes a feature or changes the share of organizations that have it.';
ALTER FUNCTION hera.set_feature(text, integer, boolean, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_feature(text, integer, boolean, text) TO hera_admin;
