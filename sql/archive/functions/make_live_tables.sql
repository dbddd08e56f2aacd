CREATE FUNCTION hera_internal.make_live_tables(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes a table like each partitioned one, named after the month with _live behind it, to take the place of its partition.
DECLARE
    v_table record;
BEGIN
    FOR v_table IN
        SELECT t.relation, hera_internal.month_table(t.relation, p_month, '_live') AS live
        FROM hera_internal.partitioned_table AS t
    LOOP
        EXECUTE format(
            'CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)', v_table.live, v_table.relation
        );
        EXECUTE format(
            'COMMENT ON TABLE %s IS %L', v_table.live,
            format('%s, %s.', split_part(v_table.relation, '.', 2), to_char(p_month, 'FMMonth YYYY'))
        );
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.make_live_tables(date) IS 'Makes the tables that take the place of the partitions of a month.';
ALTER FUNCTION hera_internal.make_live_tables(date) OWNER TO hera_owner;
