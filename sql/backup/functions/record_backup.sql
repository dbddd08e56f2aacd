CREATE FUNCTION hera.record_backup(p_name text, p_method text, p_taken_at timestamptz, p_location text, p_bytes bigint, p_sums text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes down that a backup was made; the record of its sums is what its files are compared with later. Raises AUTHZ_001,
-- VAL_002 (moment, size), VAL_005 (name, location), VAL_009 (size), VAL_010 (method; a backup of that name is recorded already).
BEGIN
    PERFORM hera_internal.require_operator('hera.record_backup');
    PERFORM hera_internal.require_text(p_name, 'p_name', 200);
    PERFORM hera_internal.require_text(p_location, 'p_location', 1000);
    PERFORM hera_internal.require_known('p_method', p_method, p_method IN ('pg_dump', 'pgbackrest'), 'pg_dump, pgbackrest');
    PERFORM hera_internal.require_known('p_name', p_name, NOT EXISTS (
        SELECT FROM hera_internal.backup_record AS b WHERE b.name = p_name
    ));
    IF p_taken_at IS NULL OR p_bytes IS NULL THEN
        PERFORM hera_internal.raise_error('VAL_002', CASE WHEN p_taken_at IS NULL THEN 'p_taken_at' ELSE 'p_bytes' END);
    ELSIF p_bytes < 0 THEN
        PERFORM hera_internal.raise_error('VAL_009', 'p_bytes');
    END IF;
    INSERT INTO hera_internal.backup_record (name, method, taken_at, location, bytes, sums, recorded_by)
    VALUES (p_name, p_method, p_taken_at, p_location, p_bytes, p_sums, hera_internal.caller_name());
    PERFORM hera_internal.write_platform_leaf('backup.made', NULL, jsonb_build_object('name', p_name, 'sums', p_sums));
END
$function$;
COMMENT ON FUNCTION hera.record_backup(text, text, timestamptz, text, bigint, text) IS 'Writes down that a backup was made.';
ALTER FUNCTION hera.record_backup(text, text, timestamptz, text, bigint, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.record_backup(text, text, timestamptz, text, bigint, text) TO hera_admin;
