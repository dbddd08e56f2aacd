CREATE FUNCTION hera.record_backup_proof(
    p_name text, p_ok boolean, p_recovery_point_seconds numeric, p_recovery_time_seconds numeric, p_findings jsonb
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes down what became of the proof of a backup. Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.record_backup_proof');
    PERFORM hera_internal.require_known('p_ok', p_ok::text, p_ok IS NOT NULL);
    UPDATE hera_internal.backup_record AS b
    SET verified_at = clock_timestamp(), ok = p_ok, recovery_point_seconds = p_recovery_point_seconds,
        recovery_time_seconds = p_recovery_time_seconds, findings = p_findings
    WHERE b.name = p_name;
    PERFORM hera_internal.require_known('p_name', p_name, FOUND, 'the names of hera.list_backups');
    PERFORM hera_internal.write_platform_leaf('backup.proved', NULL, jsonb_build_object('name', p_name, 'ok', p_ok));
END
$function$;
COMMENT ON FUNCTION hera.record_backup_proof(text, boolean, numeric, numeric, jsonb) IS 'Writes down what became of the proof of a backup.';
ALTER FUNCTION hera.record_backup_proof(text, boolean, numeric, numeric, jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.record_backup_proof(text, boolean, numeric, numeric, jsonb) TO hera_admin;
