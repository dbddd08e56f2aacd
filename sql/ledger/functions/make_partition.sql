CREATE FUNCTION hera_internal.make_partition(p_parent regclass, p_month date)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes and closes one partition: a table like its parent, then ATTACH, which takes SHARE UPDATE EXCLUSIVE on the
-- parent instead of the ACCESS EXCLUSIVE of CREATE TABLE ... PARTITION OF. False when it exists.
DECLARE
    v_schema text;
    v_parent text;
    v_name text;
BEGIN
    SELECT n.nspname, c.relname INTO v_schema, v_parent
    FROM pg_class AS c INNER JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = p_parent;
    v_name := v_parent || to_char(p_month, '_YYYY_MM');
    IF to_regclass(format('%I.%I', v_schema, v_name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format(
        'CREATE TABLE %I.%I (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)',
        v_schema, v_name, p_parent
    );
    EXECUTE format(
        'COMMENT ON TABLE %I.%I IS %L', v_schema, v_name,
        format('%s, %s.', v_parent, to_char(p_month, 'FMMonth YYYY'))
    );
    -- The bounds are instants: a month of UTC, whatever the time zone of the session.
    EXECUTE format(
        'ALTER TABLE %s ATTACH PARTITION %I.%I FOR VALUES FROM (%L) TO (%L)', p_parent, v_schema, v_name,
        to_char(p_month, 'YYYY-MM-01 00:00:00+00'),
        to_char(p_month + interval '1 month', 'YYYY-MM-01 00:00:00+00')
    );
    PERFORM hera_internal.record_partition(format('%I.%I', v_schema, v_name)::regclass, p_parent);
    PERFORM hera_internal.link_partition(format('%I.%I', v_schema, v_name)::regclass, p_parent, p_month);
    PERFORM hera_internal.guard_partition(format('%I.%I', v_schema, v_name)::regclass, p_parent);
    PERFORM hera_internal.secure_table(format('%I.%I', v_schema, v_name)::regclass);
    RETURN true;
END
$function$;
COMMENT ON FUNCTION hera_internal.make_partition(regclass, date) IS 'Makes the partition of one month, with its guards and without rights for anybody.';
ALTER FUNCTION hera_internal.make_partition(regclass, date) OWNER TO hera_owner;
