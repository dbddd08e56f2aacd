CREATE FUNCTION hera_internal.drop_archived_tables(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Drops the detached tables of a month, what refers to others first.
DECLARE
    v_table text;
BEGIN
    FOR v_table IN
        SELECT hera_internal.month_table(t.relation, p_month, '_archived') FROM hera_internal.partitioned_table AS t
        ORDER BY t.ordinal DESC
    LOOP
        IF to_regclass('hera_internal.storage_object') IS NOT NULL THEN
            DELETE FROM hera_internal.storage_object AS s WHERE s.relation = v_table;
        END IF;
        EXECUTE format('DROP TABLE IF EXISTS %s', v_table);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.drop_archived_tables(date) IS 'Drops the detached tables of a month.';
ALTER FUNCTION hera_internal.drop_archived_tables(date) OWNER TO hera_owner;
