CREATE FUNCTION hera_internal.guard_partition(p_partition regclass, p_parent regclass)
RETURNS SETOF text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Statement triggers are not cloned to partitions, and cloned row triggers may have lost ENABLE ALWAYS: gives a
-- partition every TRUNCATE trigger of its parent and enables its guards as the parent's: always, or in replica mode.
-- Returns what it changed.
DECLARE
    v_trigger record;
BEGIN
    FOR v_trigger IN
        SELECT t.tgname, t.tgfoid::regproc AS function_name FROM pg_trigger AS t
        WHERE t.tgrelid = p_parent AND NOT t.tgisinternal AND t.tgtype & 32 > 0
            AND NOT EXISTS (
                SELECT FROM pg_trigger AS own
                WHERE own.tgrelid = p_partition AND own.tgname = t.tgname AND own.tgfoid = t.tgfoid
            )
    LOOP
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s()',
            v_trigger.tgname, p_partition, v_trigger.function_name
        );
        EXECUTE format('COMMENT ON TRIGGER %I ON %s IS %L', v_trigger.tgname, p_partition, 'As on the parent.');
        RETURN NEXT format('trigger %s on %s', v_trigger.tgname, p_partition);
    END LOOP;
    FOR v_trigger IN
        SELECT t.tgname, coalesce(p.tgenabled = 'R', false) AS replica FROM pg_trigger AS t
        LEFT JOIN pg_trigger AS p ON p.oid = t.tgparentid
        WHERE t.tgrelid = p_partition AND NOT t.tgisinternal
            AND t.tgenabled <> CASE p.tgenabled WHEN 'R' THEN 'R' ELSE 'A' END
    LOOP
        IF v_trigger.replica THEN
            EXECUTE format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', p_partition, v_trigger.tgname);
        ELSE
            EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', p_partition, v_trigger.tgname);
        END IF;
        RETURN NEXT format('trigger %s on %s enabled', v_trigger.tgname, p_partition);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_partition(regclass, regclass) IS 'Gives a partition the guards of its parent.';
ALTER FUNCTION hera_internal.guard_partition(regclass, regclass) OWNER TO hera_owner;
