CREATE FUNCTION hera_internal.bring_forward(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET extra_float_digits = 1
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- Writes what the documents that leave moved, and of each the little that reports, references and proofs need: the tables
-- that stand in for their lines from now on.
DECLARE
    v_from timestamptz := p_month::timestamp AT TIME ZONE 'UTC';
    v_to timestamptz := (p_month + interval '1 month') AT TIME ZONE 'UTC';
    v_live text := hera_internal.month_table('hera.universal_transactions', p_month, '_live');
    v_gone constant text := 't.created_at >= $2 AND t.created_at < $3 AND NOT EXISTS (SELECT FROM %s AS h'
        ' WHERE h.organization_id = t.organization_id AND h.id = t.id)';
    v_lines constant text := 'INNER JOIN hera.universal_transaction_lines AS l ON l.organization_id = t.organization_id'
        ' AND l.transaction_id = t.id AND l.created_at = t.created_at';
BEGIN
    EXECUTE format($$
        INSERT INTO hera_internal.balance_brought_forward (
            organization_id, month, account_id, currency, unit, tax_code, partner_id, transaction_date, debit, credit, lines,
            base_debit, base_credit
        )
        SELECT l.organization_id, $1, l.account_id, l.currency, coalesce(l.unit, ''), coalesce(l.tax_code, ''),
            coalesce(p.entity_id, '00000000-0000-0000-0000-000000000000'), l.transaction_date,
            coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit'), 0),
            coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit'), 0), count(*),
            coalesce(sum(l.base_amount) FILTER (WHERE l.side = 'debit'), 0),
            coalesce(sum(l.base_amount) FILTER (WHERE l.side = 'credit'), 0)
        FROM hera.universal_transactions AS t
        $$ || v_lines || $$
        LEFT JOIN hera_internal.intercompany_partner AS p
            ON p.organization_id = t.organization_id AND p.entity_id = t.counterparty_id
        WHERE $$ || v_gone || ' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8', v_live
    ) USING p_month, v_from, v_to;
    EXECUTE format($$
        INSERT INTO hera_internal.archived_document (
            organization_id, transaction_id, month, transaction_type, transaction_date, due_date, currency, total_amount,
            counterparty_id, content_hash
        )
        SELECT t.organization_id, t.id, $1, t.transaction_type, t.transaction_date, t.due_date, t.currency, t.total_amount,
            t.counterparty_id, sha256(rtrim(convert_to(t::text, 'UTF8'), ',)'::bytea) || coalesce('\x0a'::bytea || (
                SELECT string_agg(rtrim(convert_to(l::text, 'UTF8'), ',)'::bytea), '\x0a'::bytea ORDER BY l.line_number)
                FROM hera.universal_transaction_lines AS l
                WHERE l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
                    AND l.created_at >= $2 AND l.created_at < $3
            ), ''::bytea))
        FROM hera.universal_transactions AS t
        WHERE $$ || v_gone, v_live
    ) USING p_month, v_from, v_to;
    EXECUTE format($$
        INSERT INTO hera_internal.archived_item (
            organization_id, transaction_id, role, currency, month, transaction_date, amount, unit
        )
        SELECT t.organization_id, t.id, a.role, l.currency, $1, t.transaction_date,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END), (array_agg(l.unit ORDER BY l.line_number))[1]
        FROM hera.universal_transactions AS t
        $$ || v_lines || $$
        INNER JOIN hera_internal.ledger_account AS a
            ON a.organization_id = l.organization_id AND a.id = l.account_id AND a.role IN ('receivable', 'payable')
        WHERE $$ || v_gone || ' GROUP BY t.organization_id, t.id, a.role, l.currency, t.transaction_date', v_live
    ) USING p_month, v_from, v_to;
END
$function$;
COMMENT ON FUNCTION hera_internal.bring_forward(date) IS 'Writes what stands in for the documents of a month that leave.';
ALTER FUNCTION hera_internal.bring_forward(date) OWNER TO hera_owner;
