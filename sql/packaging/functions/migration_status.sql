CREATE FUNCTION hera.migration_status()
RETURNS TABLE (version integer, name text, state text, applied_at timestamptz)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Only reads, so it answers on a standby too.
BEGIN
    RETURN QUERY SELECT s.version, s.name, s.state, s.applied_at FROM hera_internal.migration_states() AS s;
END
$function$;
COMMENT ON FUNCTION hera.migration_status() IS
    'Every migration with its state: applied, pending, waiting (for hera migrate, outside a transaction), changed (not the one that was applied) or unknown (of a newer version).';
GRANT EXECUTE ON FUNCTION hera.migration_status() TO hera_admin, hera_auditor, hera_api;
ALTER FUNCTION hera.migration_status() OWNER TO hera_owner;
