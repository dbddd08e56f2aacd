CREATE FUNCTION hera_internal.refuse_changed_migrations()
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises ZHD02 when the record and the bundle disagree about what was applied,
-- or when storage is newer than the code: nothing is safe to change then.
DECLARE
    v_item record;
BEGIN
    SELECT s.version, s.name, s.state INTO v_item
    FROM hera_internal.migration_states() AS s
    WHERE s.state IN ('changed', 'unknown')
    ORDER BY s.version
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'migration %_% %', pg_catalog.lpad(v_item.version::text, 4, '0'), v_item.name,
            CASE v_item.state
                WHEN 'changed' THEN 'is not the one that was applied'
                ELSE 'was applied by a newer version of HERA'
            END
            USING ERRCODE = 'ZHD02',
                DETAIL = pg_catalog.jsonb_build_object('code', 'DB_002', 'path', v_item.version, 'state', v_item.state)::text,
                HINT = CASE v_item.state
                    WHEN 'changed' THEN 'Restore the migration, or the row of hera_internal.migration, from a backup.'
                    ELSE 'Install that version: ALTER EXTENSION hera UPDATE.'
                END;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.refuse_changed_migrations() IS 'Raises when an applied migration changed or is unknown to this version.';
ALTER FUNCTION hera_internal.refuse_changed_migrations() OWNER TO hera_owner;
