CREATE FUNCTION hera_internal.base_transfers(p_organization_id uuid, p_from date, p_to date, p_unit text)
RETURNS TABLE (code text, name text, account_type text, currency text, balance numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera_internal.transfer_totals, with every line at its value in the organization's currency.
BEGIN
    RETURN QUERY
    SELECT a.code, a.name, a.account_type, o.currency,
        sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END)
    FROM hera.universal_transactions AS t
    INNER JOIN hera.universal_transaction_lines AS l
        ON l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = l.account_id
    INNER JOIN hera.core_organizations AS o ON o.organization_id = p_organization_id
    WHERE t.organization_id = p_organization_id AND t.period IS NOT NULL AND right(t.period, 3) = '-YE'
        AND (p_from IS NULL OR l.transaction_date >= p_from)
        AND (p_to IS NULL OR l.transaction_date <= p_to)
        AND (p_unit IS NULL OR l.unit = p_unit)
    GROUP BY a.code, a.name, a.account_type, o.currency;
END
$function$;
COMMENT ON FUNCTION hera_internal.base_transfers(uuid, date, date, text) IS 'Year-end transfers between two days in the organization''s currency.';
