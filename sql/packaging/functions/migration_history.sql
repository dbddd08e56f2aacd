CREATE FUNCTION hera.migration_history()
RETURNS TABLE (
    version integer, name text, applied_at timestamptz, applied_by name, bundle_version text, duration interval, sha256 text
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What was applied, in the order in which it was; only reads, so it answers on a standby too.
BEGIN
    RETURN QUERY
    SELECT m.version, m.name, m.applied_at, m.applied_by, m.bundle_version, m.duration, m.sha256
    FROM hera_internal.migration AS m
    ORDER BY m.applied_at, m.version;
END
$function$;
COMMENT ON FUNCTION hera.migration_history() IS 'Migrations that were applied: when, by whom, how long it took, and their checksums.';
GRANT EXECUTE ON FUNCTION hera.migration_history() TO hera_admin, hera_auditor;
ALTER FUNCTION hera.migration_history() OWNER TO hera_owner;
