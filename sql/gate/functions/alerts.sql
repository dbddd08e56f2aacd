CREATE FUNCTION hera.alerts()
RETURNS TABLE (organization_id uuid, code text, subject text, detail text, raised_at timestamptz)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Open alerts, the latest first: of every organization for a member of hera_admin, and those of the installation, which
-- have none; else of the organization of the caller's context and of those its login is bound to.
BEGIN
    RETURN QUERY
    SELECT a.organization_id, a.code, a.subject, a.detail, a.raised_at
    FROM hera_internal.alert AS a
    WHERE a.cleared_at IS NULL AND (
        hera_internal.is_admin() OR a.organization_id = hera_internal.current_org() OR EXISTS (
            SELECT FROM hera_internal.login_binding AS b
            WHERE b.organization_id = a.organization_id AND b.login = hera_internal.caller_name() AND b.actor IS NOT NULL
        )
    )
    ORDER BY a.raised_at DESC, a.id DESC;
    IF hera_internal.is_admin() THEN
        RETURN QUERY SELECT NULL::uuid, i.code, i.subject, i.detail, i.raised_at FROM hera_internal.audit_alerts() AS i;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera.alerts() IS 'Alerts that are open.';
ALTER FUNCTION hera.alerts() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.alerts() TO hera_app, hera_admin;
