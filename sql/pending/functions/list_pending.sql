CREATE FUNCTION hera.list_pending(p_organization_id uuid, p_limit integer DEFAULT 100)
RETURNS TABLE (
    transaction_id uuid,
    transaction_type text,
    transaction_date date,
    counterparty text,
    currency text,
    amount numeric,
    credit_note boolean,
    expires_at timestamptz,
    expired boolean,
    submitted_by text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Pending documents that are not resolved, the oldest first. expired: it reserves nothing any more and waits to be voided.
-- Raises VAL_010 for a limit outside 1 to 1000.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000, '1 to 1000');
    RETURN QUERY
    SELECT p.transaction_id, t.transaction_type, t.transaction_date, e.name, t.currency, p.amount::numeric, t.credit_note,
        p.expires_at, coalesce(p.expires_at <= clock_timestamp(), false), t.submitted_by
    FROM hera_internal.pending_document AS p
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = p.organization_id AND t.id = p.transaction_id AND t.created_at = p.transaction_created_at
    LEFT JOIN hera.core_entities AS e ON e.organization_id = t.organization_id AND e.id = t.counterparty_id
    WHERE p.organization_id = p_organization_id AND p.resolution IS NULL
    ORDER BY p.transaction_id
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.list_pending(uuid, integer) IS 'Pending documents, the oldest first.';
GRANT EXECUTE ON FUNCTION hera.list_pending(uuid, integer) TO hera_app;
