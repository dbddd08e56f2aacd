CREATE FUNCTION hera_internal.finish_outside_migration(p_version integer)
RETURNS interval
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET intervalstyle = postgres
SET quote_all_identifiers = off
SET standard_conforming_strings = on
AS $function$
-- Verifies and records a migration whose statements are all done. Raises what its verify script raises; NO_DATA_FOUND when
-- it was not begun.
DECLARE
    v_source record;
    v_progress hera_internal.migration_progress;
BEGIN
    SELECT s.* INTO STRICT v_source FROM hera_internal.migration_source() AS s WHERE s.version = p_version;
    DELETE FROM hera_internal.migration_progress AS p WHERE p.version = p_version RETURNING p.* INTO STRICT v_progress;
    PERFORM hera_internal.run_source(v_source.verify, format('verify script of migration %s', v_source.name));
    INSERT INTO hera_internal.migration (version, name, body, sha256, bundle_version, duration)
    VALUES (
        p_version, v_source.name, v_source.body, v_source.sha256, hera_internal.bundle_version(),
        clock_timestamp() - v_progress.started_at
    );
    PERFORM hera_internal.record_storage(v_progress.storage);
    RETURN clock_timestamp() - v_progress.started_at;
END
$function$;
COMMENT ON FUNCTION hera_internal.finish_outside_migration(integer) IS 'Verifies and records a migration outside a transaction.';
ALTER FUNCTION hera_internal.finish_outside_migration(integer) OWNER TO hera_owner;
