CREATE FUNCTION hera.export_lines(p_organization_id uuid, p_from date DEFAULT NULL, p_to date DEFAULT NULL)
RETURNS TABLE (
    entry text,
    transaction_date date,
    transaction_id uuid,
    line_number smallint,
    transaction_type text,
    counterparty text,
    reference_number text,
    description text,
    account_code text,
    account_name text,
    account_type text,
    side text,
    amount numeric,
    currency text,
    unit text,
    tax_code text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- The books for another program: what stood on each account before p_from as opening entries, then every line from
-- p_from to p_to, by day and document. Debit equals credit per document and per currency, in the opening entries as
-- well. NULL dates are no bounds. Raises ARC_003 where lines of these days are in the archive.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    PERFORM hera_internal.require_live_lines(p_organization_id, p_from, p_to, 'p_from');
    RETURN QUERY
    SELECT e.entry, e.transaction_date, e.transaction_id, e.line_number, t.transaction_type, p.name,
        coalesce(x.reference_number, o.content ->> 'reference_number'), coalesce(
            x.line_descriptions ->> e.line_number::text, o.content -> 'line_descriptions' ->> e.line_number::text,
            x.description, o.content ->> 'description'
        ), a.code, a.name, a.account_type, e.side, e.amount, e.currency, e.unit, e.tax_code
    FROM (
        SELECT 'opening' AS entry, nullif(p_from, 'infinity') AS transaction_date, NULL::uuid AS transaction_id,
            NULL::timestamptz AS created_at, NULL::smallint AS line_number, s.account_id,
            CASE WHEN s.debit > s.credit THEN 'debit' ELSE 'credit' END AS side, abs(s.debit - s.credit) AS amount,
            s.currency, NULL::text AS unit, NULL::text AS tax_code
        FROM hera_internal.balance_sums(p_organization_id, p_from - 1, NULL) AS s
        WHERE p_from IS NOT NULL AND s.debit <> s.credit
        UNION ALL
        SELECT 'line', l.transaction_date, l.transaction_id, l.created_at, l.line_number, l.account_id, l.side,
            l.amount, l.currency, l.unit, l.tax_code
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id
            AND (p_from IS NULL OR l.transaction_date >= p_from)
            AND (p_to IS NULL OR l.transaction_date <= p_to)
    ) AS e
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = e.account_id
    LEFT JOIN hera.universal_transactions AS t
        ON t.organization_id = p_organization_id AND t.id = e.transaction_id AND t.created_at = e.created_at
    LEFT JOIN hera.core_entities AS p ON p.organization_id = p_organization_id AND p.id = t.counterparty_id
    LEFT JOIN hera_internal.transaction_text AS x
        ON x.organization_id = p_organization_id AND x.transaction_id = e.transaction_id AND x.created_at = e.created_at
    CROSS JOIN LATERAL (
        SELECT CASE WHEN x.sealed IS NOT NULL THEN
            hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed)
        END AS content
    ) AS o
    ORDER BY e.entry DESC, e.transaction_date, e.transaction_id, e.line_number, a.code, e.currency;
END
$function$;
COMMENT ON FUNCTION hera.export_lines(uuid, date, date) IS 'Opening balances and every line of the books, in the order in which other programs read them.';
GRANT EXECUTE ON FUNCTION hera.export_lines(uuid, date, date) TO hera_app;
