CREATE FUNCTION hera_internal.raised_alerts()
RETURNS TABLE (organization_id uuid, id uuid, code text, subject text, detail text, raised_at timestamptz)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Alerts that HERA raised and that are open: of every organization for a member of hera_admin, else of the organization of
-- the caller's context and of those its login is bound to.
BEGIN
    RETURN QUERY
    SELECT a.organization_id, a.id, a.code, a.subject, a.detail, a.raised_at
    FROM hera_internal.alert AS a
    WHERE a.cleared_at IS NULL AND (
        hera_internal.is_admin() OR a.organization_id = hera_internal.current_org() OR EXISTS (
            SELECT FROM hera_internal.login_binding AS b
            WHERE b.organization_id = a.organization_id AND b.login = hera_internal.caller_name() AND b.actor IS NOT NULL
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.raised_alerts() IS 'Alerts that HERA raised, as far as the caller may see them.';
ALTER FUNCTION hera_internal.raised_alerts() OWNER TO hera_owner;
