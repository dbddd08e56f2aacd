CREATE FUNCTION hera.aged_items(
    p_organization_id uuid, p_kind text, p_as_of date DEFAULT NULL, p_unit text DEFAULT NULL
)
RETURNS TABLE (
    transaction_id uuid,
    transaction_type text,
    transaction_date date,
    due_date date,
    counterparty text,
    reference_number text,
    currency text,
    amount numeric,
    open_amount numeric,
    days_overdue integer,
    bucket text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- What customers owe (receivable) or suppliers are owed (payable) at the end of a day, today when none is given: every
-- document with an open amount, after the settlements dated until then. What was reversed by then is left out with its
-- reversal. Credit notes and payments that settle nothing yet are negative. A document without a due date falls due on
-- its own date. p_unit asks for the documents of one unit: that of their first line on the control account. Buckets: not
-- due, 1-30, 31-60, 61-90, over 90. Of a document that is in the archive, which only a day of the past can show as open, the
-- reference is not known. Raises VAL_007 (an infinite day, on which nothing is of any age), VAL_010.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'reports.read');
    v_as_of date := coalesce(p_as_of, (now() AT TIME ZONE v_caller.timezone)::date);
BEGIN
    PERFORM hera_internal.require_known('p_kind', p_kind, p_kind IN ('receivable', 'payable'), 'receivable, payable');
    IF NOT isfinite(p_as_of) THEN
        PERFORM hera_internal.raise_error('VAL_007', 'p_as_of');
    END IF;
    RETURN QUERY
    SELECT i.transaction_id, d.transaction_type, d.transaction_date, d.due, p.name,
        coalesce(x.reference_number, o.content ->> 'reference_number'), i.currency,
        i.amount, i.open_amount, greatest(v_as_of - d.due, 0),
        CASE
            WHEN v_as_of <= d.due THEN 'not due'
            WHEN v_as_of - d.due <= 30 THEN '1-30'
            WHEN v_as_of - d.due <= 60 THEN '31-60'
            WHEN v_as_of - d.due <= 90 THEN '61-90'
            ELSE 'over 90'
        END
    FROM hera_internal.open_amounts(p_organization_id, p_kind, v_as_of) AS i
    LEFT JOIN hera.universal_transactions AS t
        ON t.organization_id = p_organization_id AND t.id = i.transaction_id AND t.created_at = i.created_at
    LEFT JOIN hera_internal.archived_document AS h
        ON h.organization_id = p_organization_id AND h.transaction_id = i.transaction_id
    CROSS JOIN LATERAL (
        SELECT coalesce(t.transaction_type, h.transaction_type) AS transaction_type,
            coalesce(t.transaction_date, h.transaction_date) AS transaction_date,
            coalesce(t.due_date, t.transaction_date, h.due_date, h.transaction_date) AS due,
            coalesce(t.counterparty_id, h.counterparty_id) AS counterparty_id
    ) AS d
    LEFT JOIN hera.core_entities AS p ON p.organization_id = p_organization_id AND p.id = d.counterparty_id
    LEFT JOIN hera_internal.transaction_text AS x
        ON x.organization_id = p_organization_id AND x.transaction_id = i.transaction_id AND x.created_at = i.created_at
    CROSS JOIN LATERAL (
        SELECT CASE WHEN x.sealed IS NOT NULL THEN
            hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed)
        END AS content
    ) AS o
    WHERE i.open_amount <> 0 AND (p_unit IS NULL OR i.unit = p_unit)
    ORDER BY p.name, i.currency, d.due, i.transaction_id;
END
$function$;
COMMENT ON FUNCTION hera.aged_items(uuid, text, date, text) IS 'Open receivables or payables by age at the end of a day.';
GRANT EXECUTE ON FUNCTION hera.aged_items(uuid, text, date, text) TO hera_app;
