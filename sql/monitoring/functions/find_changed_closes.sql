CREATE FUNCTION hera_internal.find_changed_closes(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Derived again from the lines, without the adjustment periods that were open at the close: finds what was dated
    -- back with a false posting time, too.
    -- One pass over the lines, whatever the number of closes.
    WITH day AS (
        SELECT l.organization_id, l.account_id, l.currency, l.transaction_date, t.period,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS balance
        FROM hera.universal_transaction_lines AS l
        LEFT JOIN (
            SELECT h.organization_id, h.id, h.created_at, h.period FROM hera.universal_transactions AS h
            WHERE h.period IS NOT NULL
        ) AS t ON t.organization_id = l.organization_id AND t.id = l.transaction_id AND t.created_at = l.created_at
        WHERE p_organization_id IS NULL OR l.organization_id = p_organization_id
        GROUP BY l.organization_id, l.account_id, l.currency, l.transaction_date, t.period
        UNION ALL
        -- Documents of adjustment periods are not archived.
        SELECT f.organization_id, f.account_id, f.currency, f.transaction_date, NULL, f.debit - f.credit
        FROM hera_internal.balance_brought_forward AS f
        WHERE p_organization_id IS NULL OR f.organization_id = p_organization_id
    ), side AS (
        SELECT c.organization_id, c.period, w.account, w.currency, w.balance AS closed, 0::numeric AS derived
        FROM hera_internal.closed_period AS c
        CROSS JOIN LATERAL jsonb_to_recordset(c.balances) AS w (account text, currency text, balance numeric)
        WHERE p_organization_id IS NULL OR c.organization_id = p_organization_id
        UNION ALL
        SELECT c.organization_id, c.period, a.code, d.currency, 0, d.balance
        FROM hera_internal.closed_period AS c
        INNER JOIN day AS d
            ON d.organization_id = c.organization_id AND d.transaction_date <= c.ends_on AND (
                d.period IS NULL OR EXISTS (
                    SELECT FROM hera_internal.closed_period AS x
                    WHERE x.organization_id = d.organization_id AND x.period = d.period AND x.ordinal <= c.ordinal
                )
            )
        INNER JOIN hera_internal.ledger_account AS a
            ON a.organization_id = d.organization_id AND a.id = d.account_id
    )
    SELECT hera_internal.list_findings(array_agg(b.finding ORDER BY b.finding))
    FROM (
        SELECT format('%s: %s %s was %s, is %s', s.period, s.account, s.currency, sum(s.closed), sum(s.derived)) AS finding
        FROM side AS s
        GROUP BY s.organization_id, s.period, s.account, s.currency
        HAVING sum(s.closed) <> sum(s.derived)
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_changed_closes(uuid) IS 'Closed periods whose balances are no longer those of the close, or NULL.';
ALTER FUNCTION hera_internal.find_changed_closes(uuid) OWNER TO hera_owner;
