CREATE FUNCTION hera.separate_duty(p_organization_id uuid, p_permission text, p_separated boolean DEFAULT true)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Says whether somebody may use the permission on his own work. In force as soon as another member could do it instead,
-- so that an organization of one person is not stopped. Effective at the next statement. Raises AUTHZ_001, and VAL_010
-- for a permission that is not kept apart from another.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
BEGIN
    PERFORM hera_internal.require_known('p_permission', p_permission, EXISTS (
        SELECT FROM hera_internal.duty AS d WHERE d.permission = p_permission AND d.separable
    ), 'the permissions of hera.list_authority that can be separated');
    PERFORM hera_internal.require_known('p_separated', p_separated::text, p_separated IS NOT NULL);
    DELETE FROM hera_internal.duty_separation AS s
    WHERE s.organization_id = p_organization_id AND s.permission = p_permission AND NOT p_separated;
    INSERT INTO hera_internal.duty_separation (organization_id, permission, set_at, set_by)
    SELECT p_organization_id, p_permission, clock_timestamp(), v_by WHERE p_separated
    ON CONFLICT (organization_id, permission) DO NOTHING;
    PERFORM hera_internal.refresh_authority(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'duty.separated', NULL, v_by, NULL,
        jsonb_build_object('permission', p_permission, 'separated', p_separated)
    );
END
$function$;
COMMENT ON FUNCTION hera.separate_duty(uuid, text, boolean) IS 'Says whether a permission may be used on one''s own work.';
GRANT EXECUTE ON FUNCTION hera.separate_duty(uuid, text, boolean) TO hera_app, hera_admin;
