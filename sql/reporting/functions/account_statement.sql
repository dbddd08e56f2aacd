CREATE FUNCTION hera.account_statement(
    p_organization_id uuid, p_account text, p_from date, p_to date, p_unit text DEFAULT NULL
)
RETURNS TABLE (
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
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Per currency an opening row, every line of the days asked for with the balance (debit less credit) after it, and a
-- closing row with what was debited and credited in between. Days whose lines are in the archive have one row of entry
-- archived, with what they moved. NULL dates are no
-- bounds, NULL any unit. Raises LED_002.
DECLARE
    v_account_id uuid;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    v_account_id := hera_internal.require_account(p_organization_id, p_account, 'p_account');
    RETURN QUERY
    WITH listed AS (
        SELECT e.* FROM hera_internal.ledger_entries(p_organization_id, p_from, p_to, v_account_id, p_unit) AS e
    )
    SELECT r.entry, r.transaction_date, r.transaction_id, r.line_number, r.counterparty, r.reference_number,
        r.description, r.unit, r.currency, r.debit, r.credit, r.balance
    FROM (
        SELECT e.*, CASE e.entry WHEN 'opening' THEN 1 ELSE 2 END AS place FROM listed AS e
        UNION ALL
        SELECT v_account_id, 'closing', CASE WHEN isfinite(p_to) THEN p_to END, NULL, NULL, NULL, NULL, NULL, NULL, e.currency,
            coalesce(sum(e.debit), 0), coalesce(sum(e.credit), 0),
            coalesce(sum(e.balance) FILTER (WHERE e.entry = 'opening'), 0)
                + coalesce(sum(e.debit), 0) - coalesce(sum(e.credit), 0),
            3
        FROM listed AS e
        GROUP BY e.currency
    ) AS r
    ORDER BY r.currency, r.place, r.transaction_date, r.transaction_id, r.line_number, r.unit;
END
$function$;
COMMENT ON FUNCTION hera.account_statement(uuid, text, date, date, text) IS 'Statement of one account: opening balance, lines with running balance, closing balance.';
GRANT EXECUTE ON FUNCTION hera.account_statement(uuid, text, date, date, text) TO hera_app;
