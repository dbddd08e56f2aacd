CREATE FUNCTION hera.retire_template(p_organization_id uuid, p_smart_code text)
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- No new document uses this version of the organization's own; it is kept for those that it made. Returns the smart code
-- that is in force then: the version before it that is not retired, or the one that came with HERA; NULL where there is
-- none. Waits for documents that are being posted. Raises AUTHZ_001, and VAL_010 when there is no such version.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'templates.write');
    v_template record;
BEGIN
    PERFORM hera_internal.lock_organization(p_organization_id);
    UPDATE hera_internal.organization_template AS t SET retired_at = clock_timestamp(), retired_by = v_by
    WHERE t.organization_id = p_organization_id AND t.smart_code = p_smart_code AND t.retired_at IS NULL
    RETURNING t.id, t.process INTO v_template;
    PERFORM hera_internal.require_known('p_smart_code', p_smart_code, FOUND, 'templates of your own in hera.list_templates');
    PERFORM hera_internal.refresh_templates(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'template.retired', v_template.id, v_by, NULL, jsonb_build_object('smart_code', p_smart_code)
    );
    RETURN (
        SELECT coalesce(o.templates ->> v_template.process, (
            SELECT p.smart_code FROM hera_internal.posting_template AS p
            WHERE regexp_replace(p.smart_code, '[.]v[0-9]+$', '') = v_template.process
            ORDER BY substring(p.smart_code FROM '[0-9]+$')::integer DESC
            LIMIT 1
        ))
        FROM hera.core_organizations AS o
        WHERE o.organization_id = p_organization_id
    );
END
$function$;
COMMENT ON FUNCTION hera.retire_template(uuid, text) IS 'Retires a version of a posting template and returns the one in force.';
GRANT EXECUTE ON FUNCTION hera.retire_template(uuid, text) TO hera_app, hera_admin;
