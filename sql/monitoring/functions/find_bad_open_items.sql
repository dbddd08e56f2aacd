CREATE FUNCTION hera_internal.find_bad_open_items(p_organization_id uuid)
RETURNS SETOF text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Open items against the books: documents whose lines claim their whole amount on a control account, less what
    -- payments that stand settle.
    SELECT format('open item %s: %s instead of %s', coalesce(o.transaction_id, b.id), o.open_amount, b.open_amount)
    FROM (
        SELECT t.organization_id, t.id, t.total_amount - coalesce(max(s.amount), 0) AS open_amount
        FROM hera.universal_transactions AS t
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
            AND l.currency = t.currency
        INNER JOIN hera_internal.ledger_account AS a
            ON a.organization_id = l.organization_id AND a.id = l.account_id AND a.role IN ('payable', 'receivable')
        LEFT JOIN (
            SELECT s.organization_id, s.settled_id, sum(s.amount) AS amount FROM hera_internal.settlement AS s
            WHERE (p_organization_id IS NULL OR s.organization_id = p_organization_id) AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = s.organization_id AND r.original_id = s.transaction_id
            )
            GROUP BY s.organization_id, s.settled_id
        ) AS s ON s.organization_id = t.organization_id AND s.settled_id = t.id
        WHERE (p_organization_id IS NULL OR t.organization_id = p_organization_id)
            AND t.counterparty_id IS NOT NULL AND NOT t.credit_note AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = t.organization_id AND r.original_id = t.id
            ) AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = t.organization_id AND r.reversal_id = t.id
            )
        GROUP BY t.organization_id, t.id, t.created_at, t.total_amount, a.role
        HAVING sum(CASE WHEN (l.side = 'credit') = (a.role = 'payable') THEN l.amount ELSE -l.amount END) = t.total_amount
            AND t.total_amount > coalesce(max(s.amount), 0)
    ) AS b
    FULL JOIN (
        SELECT i.organization_id, i.transaction_id, i.open_amount FROM hera_internal.open_item AS i
        WHERE p_organization_id IS NULL OR i.organization_id = p_organization_id
    ) AS o ON o.organization_id = b.organization_id AND o.transaction_id = b.id
    WHERE o.open_amount IS DISTINCT FROM b.open_amount
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_open_items(uuid) IS 'Open items that differ from the books.';
ALTER FUNCTION hera_internal.find_bad_open_items(uuid) OWNER TO hera_owner;
