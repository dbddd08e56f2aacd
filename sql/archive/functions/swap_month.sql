CREATE FUNCTION hera_internal.swap_month(p_month date, p_keep boolean)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts the live tables in the place of the partitions of a month, which are kept aside or dropped. Lines leave before their
-- documents and come after them.
DECLARE
    v_table record;
    v_partition text;
BEGIN
    PERFORM hera_internal.lock_parents();
    FOR v_table IN SELECT t.relation FROM hera_internal.partitioned_table AS t ORDER BY t.ordinal DESC LOOP
        PERFORM hera_internal.detach_partition(v_table.relation, p_month, p_keep);
        v_partition := hera_internal.month_table(v_table.relation, p_month);
        EXECUTE format('ALTER TABLE %s_live RENAME TO %I', v_partition, split_part(v_partition, '.', 2));
    END LOOP;
    FOR v_table IN SELECT t.relation FROM hera_internal.partitioned_table AS t ORDER BY t.ordinal LOOP
        v_partition := hera_internal.month_table(v_table.relation, p_month);
        EXECUTE format(
            'ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', v_table.relation, v_partition,
            to_char(p_month, 'YYYY-MM-01 00:00:00+00'), to_char(p_month + interval '1 month', 'YYYY-MM-01 00:00:00+00')
        );
        PERFORM hera_internal.record_partition(v_partition::regclass, v_table.relation::regclass);
        PERFORM hera_internal.link_partition(v_partition::regclass, v_table.relation::regclass, p_month);
        PERFORM hera_internal.guard_partition(v_partition::regclass, v_table.relation::regclass);
        PERFORM hera_internal.secure_table(v_partition::regclass);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.swap_month(date, boolean) IS 'Puts other tables in the place of the partitions of a month.';
ALTER FUNCTION hera_internal.swap_month(date, boolean) OWNER TO hera_owner;
