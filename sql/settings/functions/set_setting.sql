CREATE FUNCTION hera.set_setting(p_name text, p_value text, p_organization_id uuid DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sets a value for one organization, or for the server when none is named; a NULL value goes back to the default.
-- Effective at the next statement. Raises VAL_010 (unknown name, value of the wrong type or out of range), AUTHZ_001.
DECLARE
    v_definition hera_internal.setting_definition%ROWTYPE;
    v_by text := hera_internal.caller_name();
    v_before text;
BEGIN
    IF p_organization_id IS NOT NULL THEN
        v_by := hera_internal.authorize_manager(p_organization_id, 'settings.write');
    ELSIF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    SELECT d.* INTO v_definition FROM hera_internal.setting_definition AS d WHERE d.name = p_name;
    PERFORM hera_internal.require_known(
        'p_name', p_name, v_definition.name IS NOT NULL AND (p_organization_id IS NULL OR v_definition.per_organization),
        CASE
            WHEN v_definition.name IS NULL THEN 'the names of hera.list_settings'
            ELSE 'for the server only, without an organization'
        END
    );
    PERFORM hera_internal.require_setting_value(
        v_definition.value_type, v_definition.minimum, v_definition.maximum, v_definition.pattern, p_value
    );
    IF p_organization_id IS NULL THEN
        DELETE FROM hera_internal.server_setting AS s WHERE s.name = p_name RETURNING s.value INTO v_before;
        INSERT INTO hera_internal.server_setting (name, value, changed_at, changed_by)
        SELECT p_name, p_value, clock_timestamp(), v_by WHERE p_value IS NOT NULL;
        PERFORM hera_internal.write_platform_leaf(
            'setting.changed', NULL, jsonb_build_object('name', p_name, 'before', v_before, 'value', p_value)
        );
    ELSE
        DELETE FROM hera_internal.organization_setting AS s
        WHERE s.organization_id = p_organization_id AND s.name = p_name
        RETURNING s.value INTO v_before;
        INSERT INTO hera_internal.organization_setting (organization_id, name, value, changed_at, changed_by)
        SELECT p_organization_id, p_name, p_value, clock_timestamp(), v_by WHERE p_value IS NOT NULL;
        PERFORM hera_internal.write_audit_leaf(
            p_organization_id, 'setting.changed', NULL, v_by, NULL, jsonb_build_object('name', p_name, 'before', v_before, 'value', p_value)
        );
    END IF;
    PERFORM hera_internal.refresh_settings(p_organization_id);
END
$function$;
COMMENT ON FUNCTION hera.set_setting(text, text, uuid) IS 'Sets a setting for an organization or for the server.';
GRANT EXECUTE ON FUNCTION hera.set_setting(text, text, uuid) TO hera_app, hera_admin;
