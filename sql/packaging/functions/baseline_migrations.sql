CREATE FUNCTION hera.baseline_migrations(p_version integer)
RETURNS TABLE (version integer, name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET intervalstyle = postgres
SET quote_all_identifiers = off
SET standard_conforming_strings = on
AS $function$
-- Adopts storage that is there but has no record: runs the verify script of every migration up to p_version that is not
-- recorded and, when all of them pass, records these as applied without running them. Otherwise it changes nothing and
-- returns the complaints. Raises ZHD02 as hera.migrate() does.
DECLARE
    v_failed boolean := false;
    v_verify text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hera.migrate', 0));
    PERFORM hera_internal.refuse_changed_migrations();
    PERFORM hera_internal.ensure_migration_tables();
    FOR version, name, v_verify IN
        SELECT s.version, s.name, b.verify
        FROM hera_internal.migration_states() AS s
        JOIN hera_internal.migration_source() AS b ON b.version = s.version
        WHERE s.version <= p_version AND s.state IN ('pending', 'waiting')
        ORDER BY s.version
    LOOP
        detail := hera_internal.verify_migration(v_verify);
        ok := detail IS NULL;
        v_failed := v_failed OR NOT ok;
        RETURN NEXT;
    END LOOP;
    IF v_failed THEN
        RETURN;
    END IF;
    INSERT INTO hera_internal.migration (version, name, body, sha256, bundle_version, duration)
    SELECT s.version, s.name, s.body, s.sha256, hera_internal.bundle_version(), interval '0'
    FROM hera_internal.migration_source() AS s
    WHERE s.version <= p_version AND NOT EXISTS (SELECT FROM hera_internal.migration AS m WHERE m.version = s.version);
    PERFORM hera_internal.record_storage(NULL);
END
$function$;
COMMENT ON FUNCTION hera.baseline_migrations(integer) IS 'Records migrations as applied whose verify scripts pass.';
GRANT EXECUTE ON FUNCTION hera.baseline_migrations(integer) TO hera_admin;
ALTER FUNCTION hera.baseline_migrations(integer) OWNER TO hera_owner;
