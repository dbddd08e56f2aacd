CREATE FUNCTION hera_internal.unbalanced_currency(
    p_organization_id uuid, p_transaction_id uuid, p_created_at timestamptz
)
RETURNS TABLE (currency text, difference numeric)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A currency in which a posted document does not balance, or no row. It balances in each currency by itself and, by the
-- values of all its lines, in the organization's; a line in that currency is worth itself, no value is negative or infinite, and no line
-- is nothing at all.
BEGIN
    RETURN QUERY
    SELECT b.currency, b.difference
    FROM (
        SELECT l.currency, sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS difference
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id AND l.transaction_id = p_transaction_id
            AND l.created_at = p_created_at
        GROUP BY l.currency
        UNION ALL
        SELECT o.currency, sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END)
        FROM hera.universal_transaction_lines AS l
        INNER JOIN hera.core_organizations AS o ON o.organization_id = l.organization_id
        WHERE l.organization_id = p_organization_id AND l.transaction_id = p_transaction_id
            AND l.created_at = p_created_at
        GROUP BY o.currency
        UNION ALL
        SELECT l.currency, 1
        FROM hera.universal_transaction_lines AS l
        INNER JOIN hera.core_organizations AS o ON o.organization_id = l.organization_id
        WHERE l.organization_id = p_organization_id AND l.transaction_id = p_transaction_id
            AND l.created_at = p_created_at
            AND (
                l.amount + l.base_amount = 0 OR (l.currency = o.currency AND l.amount <> l.base_amount)
                OR (l.base_amount >= 0 AND l.base_amount < 'Infinity') IS NOT TRUE
            )
    ) AS b
    WHERE b.difference <> 0
    ORDER BY b.currency
    LIMIT 1;
END
$function$;
COMMENT ON FUNCTION hera_internal.unbalanced_currency(uuid, uuid, timestamptz) IS 'Currency in which a posted document does not balance.';
ALTER FUNCTION hera_internal.unbalanced_currency(uuid, uuid, timestamptz) OWNER TO hera_owner;
