CREATE FUNCTION hera.pending_migrations()
RETURNS TABLE (version integer, name text, body text, outside boolean, after integer)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is to be applied, in order: the text, whether it runs outside a transaction, and the migration that it comes after.
BEGIN
    RETURN QUERY
    SELECT s.version, s.name, s.body, hera_internal.is_outside_migration(s.body), hera_internal.precondition_of(s.body)
    FROM hera_internal.migration_states() AS p
    INNER JOIN hera_internal.migration_source() AS s ON s.version = p.version
    WHERE p.state IN ('pending', 'waiting')
    ORDER BY s.version;
END
$function$;
COMMENT ON FUNCTION hera.pending_migrations() IS 'Migrations that are to be applied, with their text.';
GRANT EXECUTE ON FUNCTION hera.pending_migrations() TO hera_admin, hera_auditor;
ALTER FUNCTION hera.pending_migrations() OWNER TO hera_owner;
