CREATE FUNCTION hera.define_role(
    p_organization_id uuid, p_role text, p_permissions text[], p_description text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes a role of the organization's own, or gives one other permissions; effective at the next statement of whoever has
-- it. Raises AUTHZ_001, VAL_005 (description), VAL_010 (no such permission, or none), AUTHZ_053 (a role of HERA; a name
-- that is none: a small letter, then small letters, digits and low lines).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
    v_before text[];
    v_permissions text[] := ARRAY(SELECT DISTINCT x FROM unnest(p_permissions) AS x ORDER BY x);
    v_unknown text := (
        SELECT coalesce(x, 'NULL') FROM unnest(p_permissions) AS x
        WHERE NOT EXISTS (SELECT FROM hera_internal.role_permission AS p WHERE p.permission = x)
        LIMIT 1
    );
BEGIN
    IF coalesce(p_role, '') !~ '^[a-z][a-z0-9_]{0,62}$' THEN
        PERFORM hera_internal.raise_error('AUTHZ_053', 'p_role', 'the name of a role is a small letter, then small letters, digits and low lines');
    ELSIF EXISTS (SELECT FROM hera_internal.role_permission AS p WHERE p.role = p_role) THEN
        PERFORM hera_internal.raise_error('AUTHZ_053', 'p_role', format('%s is a role of HERA and stays what it is', p_role));
    END IF;
    PERFORM hera_internal.require_known('p_permissions', v_unknown, v_unknown IS NULL AND cardinality(v_permissions) > 0,
        'the permissions of hera.list_permissions');
    PERFORM hera_internal.require_text(coalesce(p_description, '-'), 'p_description', 1000);
    SELECT r.permissions INTO v_before FROM hera_internal.organization_role AS r
    WHERE r.organization_id = p_organization_id AND r.role = p_role;
    INSERT INTO hera_internal.organization_role (organization_id, role, permissions, description, defined_at, defined_by)
    VALUES (p_organization_id, p_role, v_permissions, p_description, clock_timestamp(), v_by)
    ON CONFLICT (organization_id, role) DO UPDATE
    SET permissions = excluded.permissions, description = excluded.description, defined_at = excluded.defined_at,
        defined_by = excluded.defined_by;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'role.defined', NULL, v_by, NULL,
        jsonb_build_object('role', p_role, 'before', v_before, 'permissions', v_permissions)
    );
END
$function$;
COMMENT ON FUNCTION hera.define_role(uuid, text, text[], text) IS 'Makes a role of the organization''s own or changes what it permits.';
GRANT EXECUTE ON FUNCTION hera.define_role(uuid, text, text[], text) TO hera_app, hera_admin;
