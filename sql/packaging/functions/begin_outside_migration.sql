CREATE FUNCTION hera_internal.begin_outside_migration(p_version integer)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Notes that the tool begins, or goes on with, a migration outside a transaction; returns how many of its statements are
-- done. What the catalog held before the first of them is kept, so that the end can record what they made. Raises ZHD02
-- when what was applied is not what this version has, or when the migration does not wait.
BEGIN
    PERFORM hera_internal.refuse_changed_migrations();
    IF NOT EXISTS (
        SELECT FROM hera_internal.migration_states() AS s WHERE s.version = p_version AND s.state = 'waiting'
    ) THEN
        RAISE EXCEPTION 'migration % does not wait to run outside a transaction', p_version
            USING ERRCODE = 'ZHD02', DETAIL = jsonb_build_object('code', 'DB_002', 'path', p_version)::text;
    END IF;
    INSERT INTO hera_internal.migration_progress (version, steps_done, rows_done, started_at, started_by, storage)
    SELECT p_version, 0, 0, clock_timestamp(), session_user, jsonb_agg(to_jsonb(o))
    FROM hera_internal.storage_objects() AS o
    ON CONFLICT (version) DO NOTHING;
    RETURN (SELECT p.steps_done FROM hera_internal.migration_progress AS p WHERE p.version = p_version);
END
$function$;
COMMENT ON FUNCTION hera_internal.begin_outside_migration(integer) IS 'Begins or resumes a migration outside a transaction.';
ALTER FUNCTION hera_internal.begin_outside_migration(integer) OWNER TO hera_owner;
