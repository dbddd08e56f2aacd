CREATE FUNCTION hera_internal.transfer_totals(p_organization_id uuid, p_from date, p_to date, p_unit text)
RETURNS TABLE (code text, name text, account_type text, currency text, balance numeric, base_balance numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What year-end transfers, and reversals of them, moved from p_from to p_to: a statement of income and expenses leaves
-- it out, or every closed year would show none. NULL for any unit, no bound. A few look-ups per closed year.
BEGIN
    RETURN QUERY
    SELECT a.code, a.name, a.account_type, l.currency,
        sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END),
        sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END)
    FROM hera.universal_transactions AS t
    INNER JOIN hera.universal_transaction_lines AS l
        ON l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = l.account_id
    WHERE t.organization_id = p_organization_id AND t.period IS NOT NULL AND right(t.period, 3) = '-YE'
        AND (p_from IS NULL OR l.transaction_date >= p_from)
        AND (p_to IS NULL OR l.transaction_date <= p_to)
        AND (p_unit IS NULL OR l.unit = p_unit)
    GROUP BY a.code, a.name, a.account_type, l.currency;
END
$function$;
COMMENT ON FUNCTION hera_internal.transfer_totals(uuid, date, date, text) IS 'Movement of every account by year-end transfers between two days.';
