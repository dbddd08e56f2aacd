CREATE FUNCTION hera_internal.detach_partition(p_relation text, p_month date, p_keep boolean)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes a month out of its table: under the name with _archived behind it and without what stays, or dropped.
DECLARE
    v_partition text := hera_internal.month_table(p_relation, p_month);
    v_archived text := hera_internal.month_table(p_relation, p_month, '_archived');
    v_key text := (
        SELECT string_agg(format('x.%1$I = l.%1$I', a.attname), ' AND ')
        FROM pg_constraint AS c
        INNER JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
        WHERE c.conrelid = p_relation::regclass AND c.contype = 'p'
    );
BEGIN
    EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', p_relation, v_partition);
    IF NOT p_keep THEN
        EXECUTE format('DROP TABLE %s', v_partition);
        RETURN;
    END IF;
    EXECUTE format('ALTER TABLE %s RENAME TO %I', v_partition, split_part(v_archived, '.', 2));
    EXECUTE format(
        'DELETE FROM %s AS x USING %s AS l WHERE %s', v_archived, hera_internal.month_table(p_relation, p_month, '_live'), v_key
    );
    PERFORM hera_internal.guard_archived(v_archived::regclass);
    PERFORM hera_internal.secure_table(v_archived::regclass);
END
$function$;
COMMENT ON FUNCTION hera_internal.detach_partition(text, date, boolean) IS 'Detaches the partition of a month, to be kept or dropped.';
ALTER FUNCTION hera_internal.detach_partition(text, date, boolean) OWNER TO hera_owner;
