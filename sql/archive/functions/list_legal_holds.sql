CREATE FUNCTION hera.list_legal_holds()
RETURNS TABLE (id uuid, organization_id uuid, starts_on date, ends_on date, reason text, set_at timestamptz, set_by text, released_at timestamptz, released_by text, release_reason text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Holds, those in force first; organization_id NULL is every organization. Raises AUTHZ_001.
BEGIN
    IF NOT pg_has_role(hera_internal.caller_name()::name, 'hera_auditor', 'MEMBER') THEN
        PERFORM hera_internal.require_operator('hera.list_legal_holds');
    END IF;
    RETURN QUERY
    SELECT h.id, nullif(h.organization_id, '00000000-0000-0000-0000-000000000000'), h.starts_on, h.ends_on, h.reason, h.set_at,
        h.set_by, h.released_at, h.released_by, h.release_reason
    FROM hera_internal.legal_hold AS h
    ORDER BY h.released_at IS NOT NULL, h.set_at;
END
$function$;
COMMENT ON FUNCTION hera.list_legal_holds() IS 'Legal holds.';
ALTER FUNCTION hera.list_legal_holds() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_legal_holds() TO hera_admin, hera_auditor;
