CREATE FUNCTION hera.list_backups(p_limit integer DEFAULT 50)
RETURNS TABLE (
    name text, method text, taken_at timestamptz, location text, bytes bigint, sums text, verified_at timestamptz, ok boolean,
    recovery_point_seconds numeric, recovery_time_seconds numeric, findings jsonb
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Backups that were made, newest first, and what became of their proof. Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.list_backups');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 10000, '1 to 10000');
    RETURN QUERY
    SELECT b.name, b.method, b.taken_at, b.location, b.bytes, b.sums, b.verified_at, b.ok, b.recovery_point_seconds,
        b.recovery_time_seconds, b.findings
    FROM hera_internal.backup_record AS b
    ORDER BY b.taken_at DESC
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.list_backups(integer) IS 'Backups that were made and what became of their proof.';
ALTER FUNCTION hera.list_backups(integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_backups(integer) TO hera_admin;
