CREATE FUNCTION hera_internal.refill_month(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- Fills the live tables of a month with what is in its partitions and what was detached, by the columns that both have.
DECLARE
    v_relation text;
    v_columns text;
    v_source text;
BEGIN
    FOR v_relation IN SELECT t.relation FROM hera_internal.partitioned_table AS t LOOP
        FOREACH v_source IN ARRAY ARRAY[
            hera_internal.month_table(v_relation, p_month), hera_internal.month_table(v_relation, p_month, '_archived')
        ] LOOP
            SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO v_columns
            FROM pg_attribute AS a
            INNER JOIN pg_attribute AS s
                ON s.attrelid = v_source::regclass AND s.attname = a.attname AND NOT s.attisdropped
            WHERE a.attrelid = v_relation::regclass AND a.attnum > 0 AND NOT a.attisdropped;
            EXECUTE format(
                'INSERT INTO %s (%s) SELECT %s FROM %s', hera_internal.month_table(v_relation, p_month, '_live'), v_columns,
                v_columns, v_source
            );
        END LOOP;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.refill_month(date) IS 'Puts what was detached back beside what stayed.';
ALTER FUNCTION hera_internal.refill_month(date) OWNER TO hera_owner;
