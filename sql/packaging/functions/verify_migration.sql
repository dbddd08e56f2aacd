CREATE FUNCTION hera_internal.verify_migration(p_verify text)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Runs a migration's verify script; returns its complaint, or NULL when all is well.
BEGIN
    PERFORM hera_internal.run_source(p_verify, 'verify');
    RETURN NULL;
EXCEPTION
    WHEN OTHERS THEN
        RETURN SQLERRM;
END
$function$;
COMMENT ON FUNCTION hera_internal.verify_migration(text) IS 'The complaint of a migration''s verify script, or NULL.';
ALTER FUNCTION hera_internal.verify_migration(text) OWNER TO hera_owner;
