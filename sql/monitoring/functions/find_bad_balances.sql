CREATE FUNCTION hera_internal.find_bad_balances(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Lines, live and brought forward, less what tail and days hold of them, and the days of each month and year less that month and year: all must
    -- come to nothing. One statement, so that a refresh meanwhile does no harm.
    WITH line AS (
        SELECT l.organization_id, l.account_id, l.currency, l.unit, l.transaction_date AS day,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END) AS debit,
            sum(CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END) AS credit, count(*) AS lines,
            sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE 0 END) AS base_debit,
            sum(CASE l.side WHEN 'credit' THEN l.base_amount ELSE 0 END) AS base_credit
        FROM hera.universal_transaction_lines AS l
        WHERE p_organization_id IS NULL OR l.organization_id = p_organization_id
        GROUP BY l.organization_id, l.account_id, l.currency, l.unit, l.transaction_date
        UNION ALL
        SELECT f.organization_id, f.account_id, f.currency, nullif(f.unit, ''), f.transaction_date, f.debit, f.credit, f.lines,
            f.base_debit, f.base_credit
        FROM hera_internal.balance_brought_forward AS f
        WHERE p_organization_id IS NULL OR f.organization_id = p_organization_id
        UNION ALL
        SELECT t.organization_id, t.account_id, t.currency, t.unit, t.transaction_date, -sum(t.debit), -sum(t.credit),
            -count(*), -sum(t.base_debit), -sum(t.base_credit)
        FROM hera_internal.balance_tail AS t
        WHERE p_organization_id IS NULL OR t.organization_id = p_organization_id
        GROUP BY t.organization_id, t.account_id, t.currency, t.unit, t.transaction_date
    ), rollup_row AS (
        SELECT r.* FROM hera_internal.balance_rollup AS r
        WHERE p_organization_id IS NULL OR r.organization_id = p_organization_id
    ), difference AS (
        SELECT l.organization_id, 'day' AS grain, l.day AS starts_on, l.account_id, l.currency, u.unit, l.debit, l.credit,
            l.lines, l.base_debit, l.base_credit
        FROM line AS l
        CROSS JOIN LATERAL unnest(array_remove(ARRAY['', l.unit], NULL)) AS u (unit)
        UNION ALL
        SELECT r.organization_id, r.grain, r.starts_on, r.account_id, r.currency, r.unit, -r.debit, -r.credit, -r.lines,
            -r.base_debit, -r.base_credit
        FROM rollup_row AS r
        UNION ALL
        SELECT r.organization_id, g.grain, date_trunc(g.grain, r.starts_on::timestamp)::date, r.account_id, r.currency,
            r.unit, r.debit, r.credit, r.lines, r.base_debit, r.base_credit
        FROM rollup_row AS r
        CROSS JOIN (VALUES ('month'), ('year')) AS g (grain)
        WHERE r.grain = 'day'
    )
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT concat_ws(' ', coalesce(a.code, d.account_id::text), d.currency, d.grain, d.starts_on) AS finding
        FROM (
            SELECT x.organization_id, x.grain, x.starts_on, x.account_id, x.currency
            FROM difference AS x
            GROUP BY x.organization_id, x.grain, x.starts_on, x.account_id, x.currency, x.unit
            HAVING sum(x.debit) <> 0 OR sum(x.credit) <> 0 OR sum(x.lines) <> 0
                OR sum(x.base_debit) <> 0 OR sum(x.base_credit) <> 0
        ) AS d
        LEFT JOIN hera_internal.ledger_account AS a ON a.organization_id = d.organization_id AND a.id = d.account_id
        ORDER BY 1
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_balances(uuid) IS 'Balances that differ from the lines they are made of, or NULL.';
ALTER FUNCTION hera_internal.find_bad_balances(uuid) OWNER TO hera_owner;
