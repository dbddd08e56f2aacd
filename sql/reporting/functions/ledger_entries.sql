CREATE FUNCTION hera_internal.ledger_entries(
    p_organization_id uuid, p_from date, p_to date, p_account_id uuid, p_unit text
)
RETURNS TABLE (
    account_id uuid,
    entry text,
    transaction_date date,
    transaction_id uuid,
    line_number smallint,
    counterparty text,
    reference_number text,
    description text,
    unit text,
    currency text,
    debit numeric,
    credit numeric,
    balance numeric
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Per account and currency an opening row (what stood before p_from) and every line from p_from to p_to, with the
-- balance, debit less credit, after each. Where lines of these days are in the archive, one row a day, entry archived,
-- says what they moved. NULL for any account, any unit, no bound, which an infinite day is too: no row stands on it.
BEGIN
    p_from := nullif(p_from, '-infinity');
    RETURN QUERY
    WITH chosen AS (
        SELECT l.account_id, l.transaction_date, l.transaction_id, l.created_at, l.line_number, l.unit, l.currency,
            CASE WHEN l.side = 'debit' THEN l.amount END AS debit,
            CASE WHEN l.side = 'credit' THEN l.amount END AS credit
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id
            AND (p_from IS NULL OR l.transaction_date >= p_from)
            AND (p_to IS NULL OR l.transaction_date <= p_to)
            AND (p_account_id IS NULL OR l.account_id = p_account_id)
            AND (p_unit IS NULL OR l.unit = p_unit)
        UNION ALL
        SELECT f.account_id, f.transaction_date, NULL, NULL, NULL, nullif(f.unit, ''), f.currency, nullif(sum(f.debit), 0),
            nullif(sum(f.credit), 0)
        FROM hera_internal.balance_brought_forward AS f
        WHERE f.organization_id = p_organization_id
            AND (p_from IS NULL OR f.transaction_date >= p_from)
            AND (p_to IS NULL OR f.transaction_date <= p_to)
            AND (p_account_id IS NULL OR f.account_id = p_account_id)
            AND (p_unit IS NULL OR f.unit = p_unit)
        GROUP BY f.account_id, f.transaction_date, f.unit, f.currency
    ), opening AS (
        SELECT p_account_id AS account_id, s.currency, s.debit - s.credit AS balance
        FROM hera_internal.account_sums(p_organization_id, p_account_id, p_from - 1, p_unit) AS s
        WHERE p_account_id IS NOT NULL AND p_from IS NOT NULL AND (p_to IS NULL OR p_to >= p_from)
        UNION ALL
        SELECT s.account_id, s.currency, s.debit - s.credit
        FROM hera_internal.balance_sums(p_organization_id, p_from - 1, p_unit) AS s
        WHERE p_account_id IS NULL AND p_from IS NOT NULL AND (p_to IS NULL OR p_to >= p_from)
    ), listed AS (
        SELECT o.account_id, 1 AS place, nullif(p_from, 'infinity') AS transaction_date, NULL::uuid AS transaction_id,
            NULL::timestamptz AS created_at, NULL::smallint AS line_number, NULL::text AS unit, o.currency,
            NULL::numeric AS debit, NULL::numeric AS credit, sum(o.balance) AS moved
        FROM (
            SELECT s.account_id, s.currency, s.balance FROM opening AS s WHERE s.balance <> 0
            UNION ALL
            SELECT DISTINCT c.account_id, c.currency, 0 FROM chosen AS c WHERE p_from IS NOT NULL
        ) AS o
        GROUP BY o.account_id, o.currency
        UNION ALL
        SELECT c.account_id, 2, c.transaction_date, c.transaction_id, c.created_at, c.line_number, c.unit, c.currency,
            c.debit, c.credit, coalesce(c.debit, 0) - coalesce(c.credit, 0)
        FROM chosen AS c
    )
    SELECT e.account_id, CASE WHEN e.place = 1 THEN 'opening' WHEN e.transaction_id IS NULL THEN 'archived' ELSE 'line' END,
        e.transaction_date, e.transaction_id,
        e.line_number, p.name, coalesce(x.reference_number, o.content ->> 'reference_number'), coalesce(
            x.line_descriptions ->> e.line_number::text, o.content -> 'line_descriptions' ->> e.line_number::text,
            x.description, o.content ->> 'description'
        ), e.unit, e.currency, e.debit, e.credit,
        sum(e.moved) OVER (
            PARTITION BY e.account_id, e.currency
            ORDER BY e.place, e.transaction_date, e.transaction_id, e.line_number, e.unit
        )
    FROM listed AS e
    LEFT JOIN hera.universal_transactions AS t
        ON t.organization_id = p_organization_id AND t.id = e.transaction_id AND t.created_at = e.created_at
    LEFT JOIN hera.core_entities AS p ON p.organization_id = p_organization_id AND p.id = t.counterparty_id
    LEFT JOIN hera_internal.transaction_text AS x
        ON x.organization_id = p_organization_id AND x.transaction_id = e.transaction_id AND x.created_at = e.created_at
    CROSS JOIN LATERAL (
        SELECT CASE WHEN x.sealed IS NOT NULL THEN
            hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed)
        END AS content
    ) AS o;
END
$function$;
COMMENT ON FUNCTION hera_internal.ledger_entries(uuid, date, date, uuid, text) IS 'Opening balances and lines of accounts with their running balance.';
