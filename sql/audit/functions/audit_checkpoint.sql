CREATE FUNCTION hera.audit_checkpoint()
RETURNS jsonb
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The last seal, as hera.seal_audit returned it; NULL before the first. Names no organization.
BEGIN
    RETURN (SELECT hera_internal.checkpoint(h.seal) FROM hera_internal.audit_head AS h);
END
$function$;
COMMENT ON FUNCTION hera.audit_checkpoint() IS 'Checkpoint of the last seal of the audit trail.';
ALTER FUNCTION hera.audit_checkpoint() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.audit_checkpoint() TO hera_app, hera_admin, hera_auditor;
