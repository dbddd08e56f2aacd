CREATE FUNCTION hera.record_archive_export(p_month date, p_manifest jsonb, p_manifest_hash text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Notes that a month was written to files, by their manifest and its SHA-256. Raises AUTHZ_001, ARC_005, and ARC_002 for one
-- whose tables are dropped already.
DECLARE
    v_state text := hera_internal.require_archived(p_month);
BEGIN
    IF v_state = 'dropped' THEN
        PERFORM hera_internal.raise_error('ARC_002', 'p_month', 'the tables of the month are dropped: there is nothing to export');
    END IF;
    PERFORM hera_internal.require_known('p_manifest_hash', p_manifest_hash, p_manifest_hash ~ '^[0-9a-f]{64}$', '64 hexadecimal digits');
    UPDATE hera_internal.archived_month AS a
    SET state = 'exported', manifest = p_manifest, manifest_hash = p_manifest_hash, exported_at = clock_timestamp(),
        verified_at = NULL, verified_by = NULL
    WHERE a.month = p_month;
    PERFORM hera_internal.write_platform_leaf(
        'archive.exported', NULL, jsonb_build_object('month', p_month, 'manifest', p_manifest_hash)
    );
END
$function$;
COMMENT ON FUNCTION hera.record_archive_export(date, jsonb, text) IS 'Notes that a month was exported.';
ALTER FUNCTION hera.record_archive_export(date, jsonb, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.record_archive_export(date, jsonb, text) TO hera_admin;
