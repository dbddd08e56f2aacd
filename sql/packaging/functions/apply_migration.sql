CREATE FUNCTION hera_internal.apply_migration(p_version integer)
RETURNS interval
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Runs one migration and its verify script and records it. A view of HERA that
-- stands on a column which the migration changes is taken away and comes back
-- with the bindings; a view of a user stops the migration.
DECLARE
    v_source record;
    v_label text;
    v_start timestamptz := pg_catalog.clock_timestamp();
    v_detail text;
BEGIN
    SELECT s.* INTO STRICT v_source FROM hera_internal.migration_source() AS s WHERE s.version = p_version;
    v_label := pg_catalog.format('migration %s_%s', pg_catalog.lpad(p_version::text, 4, '0'), v_source.name);
    BEGIN
        PERFORM hera_internal.run_migration(v_source.body, v_label);
    EXCEPTION
        WHEN dependent_objects_still_exist OR feature_not_supported THEN
            PERFORM hera_internal.drop_views();
            BEGIN
                PERFORM hera_internal.run_migration(v_source.body, v_label);
            EXCEPTION
                WHEN dependent_objects_still_exist THEN
                    GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
                    RAISE EXCEPTION '% cannot run because of an object of yours: %', v_label, v_detail
                        USING ERRCODE = 'ZHD04',
                            DETAIL = pg_catalog.jsonb_build_object('code', 'DB_004', 'path', v_label)::text,
                            HINT = 'Drop that object, migrate, and make it again.';
            END;
    END;
    PERFORM hera_internal.run_source(v_source.verify, 'verify script of ' || v_label);
    INSERT INTO hera_internal.migration (version, name, body, sha256, bundle_version, duration)
    VALUES (
        p_version, v_source.name, v_source.body, v_source.sha256, hera_internal.bundle_version(),
        pg_catalog.clock_timestamp() - v_start
    );
    RETURN pg_catalog.clock_timestamp() - v_start;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_migration(integer) IS 'Runs, verifies and records one migration.';
ALTER FUNCTION hera_internal.apply_migration(integer) OWNER TO hera_owner;
