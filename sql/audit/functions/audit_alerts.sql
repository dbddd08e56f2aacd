CREATE FUNCTION hera_internal.audit_alerts()
RETURNS TABLE (code text, subject text, detail text, raised_at timestamptz)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One row when leaves have waited for a seal for longer than the setting audit_seal_limit: it names what holds the horizon.
DECLARE
    v_status jsonb := hera.audit_status();
    v_since timestamptz := (v_status ->> 'unsealed_since')::timestamptz;
    v_limit interval := hera_internal.audit_seal_limit();
BEGIN
    IF v_since < clock_timestamp() - v_limit THEN
        RETURN QUERY SELECT 'audit.horizon', 'seal', format(
            '%s leaves are not sealed, the oldest of %s: %s', v_status ->> 'unsealed', hera_internal.moment_text(v_since),
            coalesce('held by ' || (v_status ->> 'held_by'), 'nobody calls hera.seal_audit(), which the job seal_audit does')
        ), v_since + v_limit;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.audit_alerts() IS 'What is wrong with the sealing of the audit trail.';
ALTER FUNCTION hera_internal.audit_alerts() OWNER TO hera_owner;
