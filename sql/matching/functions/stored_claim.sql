CREATE FUNCTION hera_internal.stored_claim(p_organization_id uuid, p_transaction_id uuid)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What hera_internal.claim_kind said when the document was posted, from its lines. NULL for one that was reversed or
-- reverses another.
BEGIN
    RETURN (
        SELECT a.role
        FROM hera.universal_transactions AS t
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
            AND l.currency = t.currency
        INNER JOIN hera_internal.ledger_account AS a
            ON a.organization_id = l.organization_id AND a.id = l.account_id AND a.role IN ('payable', 'receivable')
        WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
            AND t.counterparty_id IS NOT NULL AND NOT t.credit_note AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = t.organization_id AND r.original_id = t.id
            ) AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = t.organization_id AND r.reversal_id = t.id
            )
        GROUP BY t.total_amount, a.role
        HAVING sum(CASE WHEN (l.side = 'credit') = (a.role = 'payable') THEN l.amount ELSE -l.amount END) = t.total_amount
        LIMIT 1
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.stored_claim(uuid, uuid) IS 'Whether a stored document is a payable or a receivable that payments settle.';
