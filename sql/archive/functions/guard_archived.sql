CREATE FUNCTION hera_internal.guard_archived(p_table regclass)
RETURNS SETOF text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A detached month loses the row triggers of its table: gives it one that refuses every change, until it is dropped.
-- TRUNCATE triggers are its own and stay. Returns what it changed.
BEGIN
    IF EXISTS (
        SELECT FROM pg_trigger AS t WHERE t.tgrelid = p_table AND t.tgname = 'archived_month_guard' AND t.tgenabled = 'A'
    ) THEN
        RETURN;
    END IF;
    EXECUTE format('DROP TRIGGER IF EXISTS archived_month_guard ON %s', p_table);
    EXECUTE format(
        'CREATE TRIGGER archived_month_guard BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW '
        'EXECUTE FUNCTION hera_internal.refuse_change()', p_table
    );
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER archived_month_guard', p_table);
    EXECUTE format('COMMENT ON TRIGGER archived_month_guard ON %s IS %L', p_table, 'A detached month never changes.');
    IF NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = p_table AND t.tgtype & 32 > 0) THEN
        EXECUTE format(
            'CREATE TRIGGER archived_month_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION hera_internal.refuse_change()', p_table
        );
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER archived_month_truncate', p_table);
        EXECUTE format('COMMENT ON TRIGGER archived_month_truncate ON %s IS %L', p_table, 'Refuses TRUNCATE.');
    END IF;
    RETURN NEXT format('guard of %s', p_table);
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_archived(regclass) IS 'Gives a detached month the trigger that refuses changes.';
ALTER FUNCTION hera_internal.guard_archived(regclass) OWNER TO hera_owner;
