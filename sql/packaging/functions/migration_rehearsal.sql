CREATE FUNCTION hera.migration_rehearsal()
RETURNS TABLE (
    migration text, relation text, lock_mode text, rewritten boolean, scanned boolean, bytes bigint, milliseconds numeric
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
-- Runs the pending migrations, rolls them back and returns what they locked, read whole and wrote anew, with their times.
-- Until it returns the locks are held as a migration holds them. Waits and raises as hera.migrate() does.
DECLARE
    v_timeout text := pg_catalog.current_setting('lock_timeout');
    v_rows jsonb;
BEGIN
    IF v_timeout = '0' THEN
        PERFORM pg_catalog.set_config('lock_timeout', '5s', true);
    END IF;
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('hera.migrate', 0));
    PERFORM hera_internal.refuse_changed_migrations();
    BEGIN
        PERFORM hera_internal.ensure_migration_tables();
        SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r)) INTO v_rows FROM hera_internal.rehearse_migrations() AS r;
        RAISE EXCEPTION USING ERRCODE = 'ZHD99';
    EXCEPTION
        WHEN SQLSTATE 'ZHD99' THEN
            NULL;
    END;
    PERFORM pg_catalog.set_config('lock_timeout', v_timeout, true);
    RETURN QUERY
    SELECT r.* FROM pg_catalog.jsonb_to_recordset(v_rows) AS r (
        migration text, relation text, lock_mode text, rewritten boolean, scanned boolean, bytes bigint, milliseconds numeric
    );
END
$function$;
COMMENT ON FUNCTION hera.migration_rehearsal() IS 'Runs pending migrations, rolls them back and returns locks and times.';
GRANT EXECUTE ON FUNCTION hera.migration_rehearsal() TO hera_admin;
ALTER FUNCTION hera.migration_rehearsal() OWNER TO hera_owner;
