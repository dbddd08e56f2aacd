CREATE FUNCTION hera.general_ledger(
    p_organization_id uuid, p_from date, p_to date, p_account text DEFAULT NULL, p_unit text DEFAULT NULL
)
RETURNS TABLE (
    account_code text,
    account_name text,
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
-- Per account and currency an opening row, then every line of the days asked for, with the balance (debit less credit)
-- after each. Days whose lines are in the archive have one row of entry archived, with what they moved. NULL dates are no
-- bounds; without p_from there is no opening row. Raises LED_002.
DECLARE
    v_account_id uuid;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    IF p_account IS NOT NULL THEN
        v_account_id := hera_internal.require_account(p_organization_id, p_account, 'p_account');
    END IF;
    RETURN QUERY
    SELECT a.code, a.name, e.entry, e.transaction_date, e.transaction_id, e.line_number, e.counterparty,
        e.reference_number, e.description, e.unit, e.currency, e.debit, e.credit, e.balance
    FROM hera_internal.ledger_entries(p_organization_id, p_from, p_to, v_account_id, p_unit) AS e
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = e.account_id
    ORDER BY a.code, e.currency, e.entry <> 'opening', e.transaction_date, e.transaction_id, e.line_number, e.unit;
END
$function$;
COMMENT ON FUNCTION hera.general_ledger(uuid, date, date, text, text) IS 'Opening balance and every line of each account, with running balances.';
GRANT EXECUTE ON FUNCTION hera.general_ledger(uuid, date, date, text, text) TO hera_app;
