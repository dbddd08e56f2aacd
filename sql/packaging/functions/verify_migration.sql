CREATE FUNCTION hera_internal.verify_migration(p_version integer)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Runs a migration's verify script; returns its complaint, or NULL when all is well.
DECLARE
    v_source record;
BEGIN
    SELECT s.name, s.verify INTO STRICT v_source FROM hera_internal.migration_source() AS s WHERE s.version = p_version;
    PERFORM hera_internal.run_source(v_source.verify, 'verify');
    RETURN NULL;
EXCEPTION
    WHEN OTHERS THEN
        RETURN SQLERRM;
END
$function$;
COMMENT ON FUNCTION hera_internal.verify_migration(integer) IS 'The complaint of a migration''s verify script, or NULL.';
ALTER FUNCTION hera_internal.verify_migration(integer) OWNER TO hera_owner;
