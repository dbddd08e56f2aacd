CREATE FUNCTION hera.list_transactions(
    p_organization_id uuid, p_filter jsonb DEFAULT '{}', p_after text DEFAULT NULL, p_limit integer DEFAULT 100
)
RETURNS TABLE (
    transaction_id uuid,
    created_at timestamptz,
    transaction_type text,
    transaction_date date,
    posting_status text,
    smart_code text,
    account text,
    confidence numeric,
    currency text,
    total_amount numeric,
    counterparty text,
    reversed boolean,
    cursor text,
    document_number text,
    period text,
    dynamic_code text,
    dimensions text[]
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Newest first, one page a call; pass the cursor of the last row to go on. A credit note has a negative total.
-- Filter: posting_status, transaction_type, smart_code (a prefix), counterparty (id or name), account, date_from,
-- date_to, amount_from, amount_to. Raises VAL_004 for another filter, VAL_006 for a value of the wrong form,
-- VAL_010 for a limit outside 1 to 1000.
DECLARE
    v_filter hera_internal.transaction_filter;
    v_after uuid;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000, '1 to 1000');
    v_filter := hera_internal.read_filter(p_filter);
    v_after := hera_internal.read_cursor(p_after);
    RETURN QUERY
    SELECT t.id, t.created_at, t.transaction_type, t.transaction_date, t.posting_status::text, t.smart_code, t.account_code,
        t.ai_confidence_score::numeric, t.currency,
        CASE WHEN t.credit_note THEN -t.total_amount ELSE t.total_amount END, e.name, r.original_id IS NOT NULL,
        t.id::text,
        CASE WHEN t.posted_at IS NOT NULL THEN
            coalesce(n.document_number, CASE WHEN t.number_series IS NULL THEN hera_internal.plain_number(t.id) END)
        END,
        t.period,
        hera_internal.dynamic_code(t.smart_code, t.dimensions, t.classified_by, t.explanation, t.ai_confidence_score),
        coalesce(t.dimensions, '{}')
    FROM hera.universal_transactions AS t
    LEFT JOIN hera.core_entities AS e ON e.organization_id = t.organization_id AND e.id = t.counterparty_id
    LEFT JOIN hera_internal.reversal AS r ON r.organization_id = t.organization_id AND r.original_id = t.id
    LEFT JOIN hera_internal.document_number AS n
        ON n.organization_id = t.organization_id AND n.transaction_id = t.id
    WHERE t.organization_id = p_organization_id
        AND (v_after IS NULL OR (t.id < v_after AND t.created_at <= hera_internal.uuid_time(v_after)))
        AND (v_filter.posting_status IS NULL OR t.posting_status = v_filter.posting_status)
        AND (v_filter.transaction_type IS NULL OR t.transaction_type = v_filter.transaction_type)
        AND (v_filter.smart_code IS NULL OR starts_with(t.smart_code, v_filter.smart_code))
        AND (v_filter.account IS NULL OR t.account_code = v_filter.account)
        AND (v_filter.counterparty_id IS NULL OR t.counterparty_id = v_filter.counterparty_id)
        AND (v_filter.counterparty_name IS NULL OR e.name = v_filter.counterparty_name)
        AND (v_filter.date_from IS NULL OR t.transaction_date >= v_filter.date_from)
        AND (v_filter.date_to IS NULL OR t.transaction_date <= v_filter.date_to)
        AND (v_filter.amount_from IS NULL OR t.total_amount >= v_filter.amount_from)
        AND (v_filter.amount_to IS NULL OR t.total_amount <= v_filter.amount_to)
    ORDER BY t.id DESC
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.list_transactions(uuid, jsonb, text, integer) IS 'Documents that match a filter, newest first, a page a call.';
GRANT EXECUTE ON FUNCTION hera.list_transactions(uuid, jsonb, text, integer) TO hera_app;
