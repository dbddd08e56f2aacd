CREATE FUNCTION hera_internal.keep_documents(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- Copies into the live tables of a month what stays: documents that wait or are open on an account of customers or
-- suppliers, dated after the close, in an adjustment period (year-end transfers among them), opening balances, and drawn
-- for review; with their lines and texts. Reads the control accounts of every organization that has documents in the month.
DECLARE
    v_from timestamptz := p_month::timestamp AT TIME ZONE 'UTC';
    v_to timestamptz := (p_month + interval '1 month') AT TIME ZONE 'UTC';
    v_live text := hera_internal.month_table('hera.universal_transactions', p_month, '_live');
    v_relation text;
BEGIN
    EXECUTE format($$
        INSERT INTO %s
        SELECT t.* FROM hera.universal_transactions AS t
        INNER JOIN hera.core_organizations AS o ON o.organization_id = t.organization_id
        WHERE t.created_at >= $1 AND t.created_at < $2 AND (
            t.posting_status NOT IN ('posted', 'auto_posted', 'voided') OR t.period IS NOT NULL
            OR (t.line_count > 0 AND t.transaction_date > coalesce(o.closed_through, '-infinity'))
            OR (t.organization_id, t.id) IN (
                SELECT i.organization_id, i.transaction_id FROM hera_internal.open_item AS i
                UNION ALL
                SELECT b.organization_id, b.transaction_id FROM hera_internal.opening_balance AS b
                UNION ALL
                SELECT d.organization_id, d.transaction_id FROM hera_internal.review_draw AS d WHERE d.reviewed_at IS NULL
                UNION ALL
                SELECT p.organization_id, p.transaction_id FROM hera_internal.pending_document AS p WHERE p.resolution IS NULL
                UNION ALL
                SELECT g.organization_id, a.transaction_id
                FROM (
                    SELECT DISTINCT h.organization_id FROM hera.universal_transactions AS h
                    WHERE h.created_at >= $1 AND h.created_at < $2
                ) AS g
                CROSS JOIN (VALUES ('receivable'), ('payable')) AS k (role)
                CROSS JOIN LATERAL hera_internal.open_amounts(g.organization_id, k.role, 'infinity') AS a
                WHERE a.open_amount <> 0 AND a.created_at >= $1 AND a.created_at < $2
            )
        )
    $$, v_live) USING v_from, v_to;
    FOR v_relation IN
        SELECT t.relation FROM hera_internal.partitioned_table AS t
        INNER JOIN pg_attribute AS a ON a.attrelid = t.relation::regclass AND a.attname = 'transaction_id'
    LOOP
        EXECUTE format(
            'INSERT INTO %s SELECT x.* FROM %s AS x WHERE x.created_at >= $1 AND x.created_at < $2 AND EXISTS ('
            'SELECT FROM %s AS h WHERE h.organization_id = x.organization_id AND h.id = x.transaction_id)',
            hera_internal.month_table(v_relation, p_month, '_live'), v_relation, v_live
        ) USING v_from, v_to;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.keep_documents(date) IS 'Copies the documents of a month that stay.';
ALTER FUNCTION hera_internal.keep_documents(date) OWNER TO hera_owner;
