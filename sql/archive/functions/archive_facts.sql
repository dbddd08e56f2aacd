CREATE FUNCTION hera_internal.archive_facts(p_month date)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- What the database knows of the rows that leave with a month, while the live tables stand beside its partitions.
DECLARE
    v_rows jsonb := '{}'::jsonb;
    v_relation text;
    v_count bigint;
BEGIN
    FOR v_relation IN SELECT t.relation FROM hera_internal.partitioned_table AS t ORDER BY t.ordinal LOOP
        EXECUTE format(
            'SELECT (SELECT count(*) FROM %s) - (SELECT count(*) FROM %s)', hera_internal.month_table(v_relation, p_month),
            hera_internal.month_table(v_relation, p_month, '_live')
        ) INTO v_count;
        v_rows := v_rows || jsonb_build_object(v_relation, v_count);
    END LOOP;
    RETURN jsonb_build_object(
        'month', p_month, 'rows', v_rows, 'digests', hera_internal.archive_digests(p_month),
        'leaves', hera_internal.leaf_digest(p_month, hera_internal.month_table('hera_internal.audit_leaf', p_month, '_live')),
        'texts', hera_internal.text_digests(
            p_month, '', hera_internal.month_table('hera.universal_transactions', p_month, '_live')
        ),
        'checkpoint', hera_internal.checkpoint((SELECT h.seal FROM hera_internal.audit_head AS h)),
        'organizations', (
            SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.organization_id), '[]')
            FROM (
                SELECT d.organization_id, count(*) AS documents, (
                    SELECT coalesce(sum(b.lines), 0) FROM hera_internal.balance_brought_forward AS b
                    WHERE b.month = p_month AND b.organization_id = d.organization_id
                ) AS lines, (
                    SELECT coalesce(jsonb_object_agg(c.currency, c.debit), '{}') FROM (
                        SELECT b.currency, trim_scale(sum(b.debit)) AS debit FROM hera_internal.balance_brought_forward AS b
                        WHERE b.month = p_month AND b.organization_id = d.organization_id
                        GROUP BY b.currency
                    ) AS c
                ) AS debit
                FROM hera_internal.archived_document AS d
                WHERE d.month = p_month
                GROUP BY d.organization_id
            ) AS x
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.archive_facts(date) IS 'What is recorded of a month that is detached.';
ALTER FUNCTION hera_internal.archive_facts(date) OWNER TO hera_owner;
